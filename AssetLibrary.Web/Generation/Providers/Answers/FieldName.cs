using System.Collections.Frozen;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>What a field's name says about what is in it.</summary>
internal enum FieldMeaning
{
    /// <summary>What was made.</summary>
    Made,

    /// <summary>Nothing that helps.</summary>
    Unknown,

    /// <summary>A smaller or earlier one of what was made.</summary>
    Preview,

    /// <summary>Something else: an address of the work's state or of a help page, the name of a file.</summary>
    Other,

    /// <summary>What was sent, repeated; or nothing that was made at all.</summary>
    NotMade,
}

internal static class FieldName
{
    private static readonly FrozenSet<string> NotMade = new[]
    {
        "input",
        "inputs",
        "request",
        "parameters",
        "params",
        "mask",
        "maskimage",
        "error",
        "errors",
        "logs",
        "usage",
        "workflow",
        "prompt",
        "prompts",
        "reference",
        "references",
        "sourceimage",
        "sourceimages",
        "controlimage",
        "safetyratings",
        "citations",
        "groundingmetadata",
        "thoughtsignature",
        "signature",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] NotMadeStarts =
    [
        "inputimage",
        "inputurl",
        "imageinput",
        "init",
        "referenceimage",
        "imageprompt",
        "webhook",
        "usermessage",
    ];

    private static readonly string[] Previews =
    [
        "thumb",
        "preview",
        "poster",
        "cover",
        "icon",
        "avatar",
        "logo",
        "placeholder",
        "lowres",
        "partial",
        "draft",
        "blur",
    ];

    private static readonly string[] Others =
    [
        "status",
        "cancel",
        "responseurl",
        "callback",
        "document",
        "docs",
        "help",
        "licen",
        "homepage",
        "website",
        "profile",
        "terms",
        "policy",
        "poll",
        "billing",
        "account",
        "upgrade",
        "queue",
        "support",
        "metadata",
        "modelurl",
    ];

    // Of a list of addresses of the work itself.
    private static readonly string[] Steps = ["get", "web", "stream", "self", "next", "prev", "previous"];

    private static readonly string[] Makes =
    [
        "image",
        "img",
        "picture",
        "photo",
        "b64",
        "base64",
        "output",
        "result",
        "artifact",
        "sample",
        "render",
        "generat",
        "inlinedata",
        "filedata",
        "uri",
        "url",
        "href",
        "src",
        "file",
        "data",
        "media",
        "video",
        "clip",
        "movie",
        "download",
        "asset",
        "content",
        "bytes",
        "link",
        "path",
        "frame",
        "answer",
    ];

    public static FieldMeaning Meaning(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var notMade =
            NotMade.Contains(plain) || Steps.Contains(plain) || NotMadeStarts.Any(s => plain.StartsWith(s, StringComparison.Ordinal));
        return notMade ? FieldMeaning.NotMade
            : Previews.Any(plain.Contains) ? FieldMeaning.Preview
            : Others.Any(plain.Contains) || plain.EndsWith("name", StringComparison.Ordinal) ? FieldMeaning.Other
            : Makes.Any(plain.Contains) ? FieldMeaning.Made
            : FieldMeaning.Unknown;
    }

    /// <summary>Where the known protocols put the bytes of what they made, and nothing else.</summary>
    public static bool IsOfProtocol(string name) =>
        name is "b64_json" or "inlineData" or "inline_data" or "bytesBase64Encoded" or "images" or "output_video";

    /// <summary>Whether a clip is in it, or a picture; null where the name does not say.</summary>
    public static bool? IsOfClip(string name) =>
        name.Contains("video", StringComparison.OrdinalIgnoreCase)
        || name.Contains("clip", StringComparison.OrdinalIgnoreCase)
        || name.Contains("mp4", StringComparison.OrdinalIgnoreCase)
            ? true
        : name.Contains("image", StringComparison.OrdinalIgnoreCase) || name.Contains("picture", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}
