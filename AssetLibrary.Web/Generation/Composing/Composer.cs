using System.Globalization;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Generation.Composing;

/// <summary>
/// What somebody has set in the composer. Everything is optional: what is empty follows the subject, its style and its provider.
/// </summary>
public sealed partial record ComposerForm
{
    public const int MostPictures = 16;

    [FromForm(Name = "subjectId")]
    public Guid? SubjectId { get; init; }

    /// <summary>Several subjects: each is made from its own description.</summary>
    [FromForm(Name = "ids")]
    public List<Guid> Ids { get; init; } = [];

    [FromForm(Name = "key")]
    public string? Key { get; init; }

    [FromForm(Name = "prompt")]
    public string? Prompt { get; init; }

    [FromForm(Name = "description")]
    public string? Description { get; init; }

    [FromForm(Name = "negative")]
    public string? Negative { get; init; }

    /// <summary>"provider|model".</summary>
    [FromForm(Name = "maker")]
    public string? Maker { get; init; }

    /// <summary>"512x768".</summary>
    [FromForm(Name = "size")]
    public string? Size { get; init; }

    [FromForm(Name = "count")]
    public int? Count { get; init; }

    [FromForm(Name = "seed")]
    public string? Seed { get; init; }

    [FromForm(Name = "styleId")]
    public Guid? StyleId { get; init; }

    [FromForm(Name = "references")]
    public List<Guid> References { get; init; } = [];

    /// <summary>Of each reference, in their order.</summary>
    [FromForm(Name = "roles")]
    public List<ReferenceRole> Roles { get; init; } = [];

    [FromForm(Name = "fallback")]
    public bool Fallback { get; init; }

    /// <summary>Assets that are named and have no picture, and without which it is made.</summary>
    [FromForm(Name = "goOn")]
    public List<Guid> GoOn { get; init; } = [];

    public IReadOnlyList<Guid> Subjects => SubjectId is { } one ? [one] : [.. Ids.Distinct()];

    public string AssetKey => string.IsNullOrEmpty(Key) ? AssetKeys.Reference : Key;

    private string? Provider => string.IsNullOrEmpty(Maker) ? null : Maker.Split('|')[0];

    private string? Model => Maker?.Split('|') is [_, { Length: > 0 } model] ? model : null;

    /// <param name="subject">What it is made of, to tell what was changed; null for several.</param>
    /// <param name="negative">The style's, to tell whether it was changed.</param>
    /// <exception cref="RefusedException">422 with the field it is about.</exception>
    public PictureRequest Read(SentSubject? subject, string? negative)
    {
        var (width, height) = ReadSize();
        return new(
            Subjects,
            AssetKey,
            string.IsNullOrWhiteSpace(Prompt) ? null : Prompt,
            StyleId,
            Provider,
            Model,
            width,
            height,
            Count is null or (>= 1 and <= MostPictures)
                ? Count ?? 1
                : throw RefusedException.Invalid($"Generate 1 to {MostPictures} pictures at once.", "count")
        )
        {
            Description = Changed(Description, PromptParts.OwnText(subject)),
            Negative = Negative is null || Same(Negative, negative) ? null : Negative.Trim(),
            Seed = ReadSeed(),
            References =
            [
                .. References.Select((id, i) => new RequestedReference(id, i < Roles.Count ? Roles[i] : ReferenceRole.Reference)),
            ],
        };
    }

    private (int? Width, int? Height) ReadSize()
    {
        if (string.IsNullOrWhiteSpace(Size))
        {
            return (null, null);
        }

        var read = SizeText().Match(Size.Trim());
        return read.Success
            ? (
                int.Parse(read.Groups["w"].Value, CultureInfo.InvariantCulture),
                int.Parse(read.Groups["h"].Value, CultureInfo.InvariantCulture)
            )
            : throw RefusedException.Invalid("Enter a size as width × height in pixels, for example 512x768.", "size");
    }

    private long? ReadSeed() =>
        string.IsNullOrWhiteSpace(Seed) ? null
        : long.TryParse(Seed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw RefusedException.Invalid($"A seed is a number from 0 to {int.MaxValue:N0}.", "seed");

    private static string? Changed(string? text, string? own) => string.IsNullOrWhiteSpace(text) || Same(text, own) ? null : text.Trim();

    // A browser sends line ends of its own.
    private static bool Same(string? a, string? b) => Plain(a) == Plain(b);

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    [GeneratedRegex(@"^(?<w>\d{2,4})\s*[x×*]\s*(?<h>\d{2,4})$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 100)]
    private static partial Regex SizeText();
}

/// <summary>A model that can be asked, and what one picture of it costs.</summary>
public sealed record Maker(ProviderInfo Provider, ModelInfo Model)
{
    public string Value => $"{Provider.Name}|{Model.Id}";

    public string Label => Provider.Models.Count(m => !m.MakesVideo) > 1 ? $"{Provider.Label} · {Model.Id}" : Provider.Label;

    public string Price =>
        Model.PriceOf(null) switch
        {
            null => "price unknown",
            0 => "free",
            { } usd => Money.Words(Money.Micro(usd)),
        };

    /// <summary>Empty when nobody knows.</summary>
    public string Usd => Model.PriceOf(null)?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The composer as a page shows it.</summary>
public sealed record Composer(ComposerForm Form, string Name, SentSubject? Subject, StyleCapsule? Style, PictureSize Usual)
{
    public IReadOnlyList<Maker> Makers { get; init; } = [];

    /// <summary>Pictures of the subject, newest first: what can go along.</summary>
    public IReadOnlyList<VersionView> Pictures { get; init; } = [];

    /// <summary>What goes along, by id, with what it is called.</summary>
    public IReadOnlyDictionary<Guid, string> Chosen { get; init; } = new Dictionary<Guid, string>();

    public IReadOnlyList<GenerationPreset> Presets { get; init; } = [];

    /// <summary>Who else is named in the prompt.</summary>
    public NamedInPrompt Named { get; init; } = NamedInPrompt.Nothing;
    public Guid? ProjectId { get; init; }

    /// <summary>Why nothing was ordered, and the field that it is about.</summary>
    public (string? Field, string Sentence)? Problem { get; init; }

    /// <summary>It was ordered: what is said about it.</summary>
    public SubjectJobs? Ordered { get; init; }

    /// <summary>Somebody looks at more than the button: it begins unfolded.</summary>
    public bool IsOpen { get; init; }

    public string Id => Form.SubjectId?.ToString() ?? "several";

    public string? StyleOfType => Subject is { Type: not SubjectType.StyleCapsule } of ? Style?.For(of.AssetType) : null;

    public string? Description => Form.Description ?? PromptParts.OwnText(Subject);

    public string? Negative => Form.Negative ?? Style?.Negative;

    public Maker? Maker => Makers.FirstOrDefault(m => m.Value == Form.Maker) ?? (Makers.Count > 0 ? Makers[0] : null);
}
