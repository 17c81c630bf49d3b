namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>
/// Where in the answer: what the names on the way there say, and how many texts that were JSON themselves were opened.
/// </summary>
internal readonly record struct AnswerPlace(FieldMeaning Meaning, bool IsPreview, bool? IsOfClip, bool IsTyped, int Texts, AnswerPath Path)
{
    /// <summary>It is where the protocol has what was made, and nothing else.</summary>
    public bool IsOfProtocol { get; init; }

    /// <param name="isMade">Only what was made can be here.</param>
    /// <param name="path">Null for the answer as a whole.</param>
    public static AnswerPlace Start(bool isMade, AnswerPath? path = null) =>
        new(isMade ? FieldMeaning.Made : FieldMeaning.Unknown, IsPreview: false, null, IsTyped: false, 0, path ?? AnswerPath.Whole);

    public AnswerPlace Item(int number) => this with { Path = Path.Item(number) };

    public AnswerPlace Below(string name) =>
        FieldName.Meaning(name) switch
        {
            FieldMeaning.Unknown => this with { Path = Path.Field(name) },
            FieldMeaning.Preview => this with { IsPreview = true, Meaning = FieldMeaning.Made, Path = Path.Field(name) },
            var meaning => this with
            {
                Path = Path.Field(name),
                Meaning = meaning,
                IsOfClip = FieldName.IsOfClip(name) ?? IsOfClip,
                IsOfProtocol = IsOfProtocol || FieldName.IsOfProtocol(name),
            },
        };
}
