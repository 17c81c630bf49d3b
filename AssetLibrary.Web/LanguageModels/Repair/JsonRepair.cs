namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// A language model's answer → the JSON that it holds, however damaged. Nothing is ever invented: every value is in the answer.
/// Never an exception, whatever the text, and time in proportion to its length.
/// </summary>
public static class JsonRepair
{
    /// <param name="text">The whole answer.</param>
    /// <returns>Null: nothing can be made of it.</returns>
    public static RepairedJson? Read(string text) => Read(text, new Effort(text.Length));

    /// <param name="bytes">The whole answer in UTF-8, or in UTF-16 or UTF-32 with a byte order mark. Invalid bytes become U+FFFD.</param>
    public static RepairedJson? Read(ReadOnlySpan<byte> bytes) => Read(AnswerBytes.Decode(bytes));

    internal static RepairedJson? Read(string text, Effort effort)
    {
        if (StrictReader.Read(text) is { } valid)
        {
            return valid is Quoted { Text: var inner } && StrictReader.Read(inner) is { IsContainer: true, IsEmpty: false } wrapped
                ? Repaired(RepairTier.Fixed, wrapped)
                : Repaired(RepairTier.AsIs, valid);
        }

        var bare = AnswerText.Bare(text);
        if (bare.Length == 0)
        {
            return null;
        }

        return StrictReader.Read(AnswerText.TrimEnd(bare)) is { } whole
            ? Repaired(RepairTier.Fixed, whole)
            : new Pieces(bare, effort).Best();
    }

    internal static RepairedJson Repaired(RepairTier tier, Piece piece) => new(tier, PieceWriter.Write(piece));
}
