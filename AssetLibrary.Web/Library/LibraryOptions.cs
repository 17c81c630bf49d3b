namespace AssetLibrary.Web.Library;

/// <summary>Section <c>Library</c>.</summary>
public sealed class LibraryOptions
{
    /// <summary>
    /// After so many days what lies in the trash is removed for good, unless a project is still linked to it. 30 by default; 0 keeps it for
    /// ever.
    /// </summary>
    public int TrashDays { get; set; } = 30;

    /// <exception cref="InvalidOperationException">A setting cannot be right; the message says so to a person.</exception>
    internal LibraryOptions Checked() =>
        TrashDays is >= 0 and <= 36_500
            ? this
            : throw new InvalidOperationException("Library:TrashDays must be between 0 (keep forever) and 36,500.");
}
