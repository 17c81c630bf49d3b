using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace AssetLibrary.Web.Shared;

/// <summary>One value of an enum as it is in an address: in any case, unlike the framework's own reading.</summary>
#pragma warning disable CA1000 // IParsable asks for static members
public readonly record struct Choice<T>(T Value) : IParsable<Choice<T>>
    where T : struct, Enum
{
    /// <summary>Values that JSON spells in another way than C#.</summary>
    private static readonly Dictionary<string, string> Names = (
        from field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static)
        let name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        where name is not null
        select (name, field.Name)
    ).ToDictionary(StringComparer.OrdinalIgnoreCase);

    public static Choice<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var choice) ? choice : throw new FormatException($"{s} isn’t a valid {typeof(T).Name}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<T> result)
    {
        var name = s is not null && Names.TryGetValue(s, out var spelling) ? spelling : s;
        var known = Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(s![0]);
        result = new(value);
        return known;
    }
}
