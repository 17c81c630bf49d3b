namespace AssetLibrary.Web.Screenplays;

/// <summary>
/// A part of a text, not copied before somebody asks for it as a string: a script of some megabytes would are in memory
/// twice. It keeps the whole text alive, as <see cref="Screenplay.Source"/> does anyway. Equal is what reads the same.
/// </summary>
internal readonly struct TextSlice(string text, int start, int length) : IEquatable<TextSlice>
{
    public TextSlice(string text)
        : this(text, 0, text.Length) { }

    public ReadOnlySpan<char> Span => text.AsSpan(start, length);

    public bool Equals(TextSlice other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is TextSlice other && Equals(other);

    public override int GetHashCode() => string.GetHashCode(Span, StringComparison.Ordinal);

    public override string ToString() => text.Substring(start, length);
}
