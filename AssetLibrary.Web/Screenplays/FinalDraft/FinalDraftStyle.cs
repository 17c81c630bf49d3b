namespace AssetLibrary.Web.Screenplays.FinalDraft;

internal enum ParagraphKind
{
    Heading,
    Action,
    Cue,
    Parenthetical,
    Dialogue,
    Lyrics,
    Transition,
    Section,
    Centered,
    Synopsis,
}

/// <summary>What the styles that Final Draft brings along mean. Every other is action, for so it is printed.</summary>
internal static class FinalDraftStyle
{
    public static ParagraphKind KindOf(FinalDraftParagraph paragraph) =>
        paragraph.Type?.Trim().ToUpperInvariant() switch
        {
            "SCENE HEADING" => ParagraphKind.Heading,
            "CHARACTER" => ParagraphKind.Cue,
            "PARENTHETICAL" => ParagraphKind.Parenthetical,
            "DIALOGUE" => ParagraphKind.Dialogue,
            "LYRICS" or "LYRIC" or "SINGING" => ParagraphKind.Lyrics,
            "TRANSITION" => ParagraphKind.Transition,
            "NEW ACT" or "OUTLINE 1" or "OUTLINE 2" or "OUTLINE 3" or "OUTLINE 4" => ParagraphKind.Section,
            "END OF ACT" => ParagraphKind.Centered,
            "OUTLINE BODY" => ParagraphKind.Synopsis,
            _ => paragraph.Centered ? ParagraphKind.Centered : ParagraphKind.Action,
        };

    public static int SectionDepth(string? type) => type is { Length: > 0 } && char.IsAsciiDigit(type[^1]) ? type[^1] - '0' : 1;
}
