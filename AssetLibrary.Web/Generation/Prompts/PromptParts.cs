using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Generation.Prompts;

/// <summary>A prompt is put together from what was typed, what it shows, its style, and what is said about its references.</summary>
internal static class PromptParts
{
    // The same scene for every style, so that they can be compared.
    private const string SampleOfStyle = "A sample of the style: a woman at a table by a window, with a lamp, a letter and a cup.";

    // Numbered as they go out: inspirations stay here.
    private static string? Shown(PictureRequest wish, IReadOnlyList<SentReference>? references) =>
        string.Join(
            ' ',
            (references ?? [])
                .Where(r => r.IsSent)
                .Select((r, i) => (Number: i + 1, Name: wish.Shown.GetValueOrDefault(r.MediaId), r.IsFrame))
                .Where(r => r is { Name: not null, IsFrame: false })
                .Select(r => $"Picture {r.Number} shows {r.Name}.")
        );

    /// <summary>What is sent for a wish of this subject, in this model's words and sizes, and the hash of it.</summary>
    /// <param name="options">The usual sizes.</param>
    /// <param name="drawn">What the picture is of.</param>
    /// <param name="style">How it is drawn; null for no style.</param>
    /// <param name="wish">What somebody asked for.</param>
    /// <param name="provider">Who makes it.</param>
    /// <param name="model">With what.</param>
    /// <param name="references">What goes along, in its order.</param>
    /// <exception cref="RefusedException">422: a size that no picture can have.</exception>
    public static (RequestSnapshot What, string Hash) Compose(
        GenerationOptions options,
        PromptSubject drawn,
        StyleCapsule? style,
        PictureRequest wish,
        ProviderInfo provider,
        ModelInfo model,
        IReadOnlyList<SentReference>? references
    )
    {
        var usual =
            model.MakesVideo ? options.ClipSize
            : drawn.Size is { } own ? new PictureSize(own.Width, own.Height)
            : options.Sizes[drawn.Subject?.AssetType ?? AssetType.Prop];
        var (width, height) = (wish.Width ?? usual.Width, wish.Height ?? usual.Height);
        if (width is < 64 or > 4096 || height is < 64 or > 4096)
        {
            throw RefusedException.Invalid($"A {(model.MakesVideo ? "clip" : "picture")} must be 64 to 4,096 pixels wide and high.");
        }

        var subject = drawn.Subject;
        var added =
            subject is { Type: not SubjectType.StyleCapsule } && style?.For(subject.AssetType) is { Length: > 0 } words ? words : null;
        var parts = new (PartKind Kind, string? Text)[]
        {
            (PartKind.Typed, wish.Prompt),
            (
                PartKind.Template,
                subject is null ? null
                : subject.Type == SubjectType.StyleCapsule ? SampleOfStyle
                : subject.Type == SubjectType.Scene ? $"Scene: {subject.Name}."
                : $"{subject.AssetType} {(model.MakesVideo ? "in a clip:" : "reference of")} {subject.Name}."
            ),
            (PartKind.Description, SearchText.Clean(wish.Description) is { Length: > 0 } typed ? typed : OwnText(subject)),
            (PartKind.Look, subject?.Look),
            (PartKind.Shown, Shown(wish, references)),
            (PartKind.Style, style?.Prompt),
            (PartKind.StyleOfType, added),
            (
                PartKind.StyleExample,
                references?.Any(r => r.Role == ReferenceRole.Style) == true
                    ? "The last picture shows the style: draw in its manner, not what it shows."
                    : null
            ),
            (PartKind.Negative, wish.Negative ?? style?.Negative),
        }
            .Where(p => !string.IsNullOrWhiteSpace(p.Text))
            .Select(p => new SentPart(p.Kind, p.Text!))
            .ToList();
        return Composition.Of(
            new(
                "",
                style is null
                    ? null
                    : new(style.Id, style.Revision, style.Name, style.Prompt, style.Negative, style.Palette) { ForType = added },
                subject,
                "",
                "",
                width,
                height
            )
            {
                References = references,
                Parts = parts,
                Seconds = model.Clip is { } limits ? wish.Seconds ?? limits.Usual : null,
            },
            provider,
            model,
            wish.AssetKey!,
            drawn.ProjectId
        );
    }

    /// <summary>The description without the look, which is a part of its own.</summary>
    public static string? OwnText(SentSubject? subject) =>
        subject is { Look.Length: > 0 } ? subject.Description[..^subject.Look.Length].TrimEnd('\n') : subject?.Description;
}
