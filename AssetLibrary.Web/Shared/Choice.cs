using System.Diagnostics.CodeAnalysis;

namespace AssetLibrary.Web.Shared;

/// <summary>One value of an enum as it stands in an address: in any case, unlike the framework's own reading.</summary>
#pragma warning disable CA1000 // IParsable asks for static members
public readonly record struct Choice<T>(T Value) : IParsable<Choice<T>> where T : struct, Enum
{
    public static Choice<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var choice) ? choice : throw new FormatException($"{s} is no {typeof(T).Name}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<T> result)
    {
        var known = Enum.TryParse<T>(s, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(s![0]);
        result = new(value);
        return known;
    }
}
