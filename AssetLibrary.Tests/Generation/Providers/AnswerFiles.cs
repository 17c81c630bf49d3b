using System.Text;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>One answer as a server or a gateway gives it, and what has to become of it.</summary>
/// <param name="Name">Of the file, after where the shape comes from.</param>
/// <param name="Outcome">"picture png" and the like, "clip mp4", "cut short", "nothing", "page", "unreadable", or a class of error.</param>
/// <param name="Only">The providers that can answer so; empty for all.</param>
public sealed record AnswerFile(string Name, string Outcome, IReadOnlyList<string> Only)
{
    public bool IsOfClip => Outcome.StartsWith("clip", StringComparison.Ordinal) || Name.Contains("clip", StringComparison.Ordinal);

    public bool IsMade => Outcome.StartsWith("picture", StringComparison.Ordinal) || Outcome.StartsWith("clip", StringComparison.Ordinal);

    /// <summary>What was made.</summary>
    public byte[] Made => AnswerFiles.Bytes("made." + Outcome.Split(' ')[1]);

    public string ContentType =>
        Path.GetExtension(Name) switch
        {
            ".json" => "application/json",
            ".html" => "text/html",
            _ => "text/plain",
        };

    public string Text(string server, string id = "x") =>
        Encoding
            .UTF8.GetString(AnswerFiles.Bytes(Name))
            .Replace("{{server}}", server, StringComparison.Ordinal)
            .Replace("{{id}}", id, StringComparison.Ordinal)
            .Replace("{{reference}}", Convert.ToBase64String(Given.HarbourPng()), StringComparison.Ordinal);

    public Reply Reply(string server, string id = "x") => new(200, ContentType, Encoding.UTF8.GetBytes(Text(server, id)));
}

/// <summary>
/// <c>Samples/Answers</c>: shapes of answers, one file each, with tiny real pictures in them; <c>expected.tsv</c> says what is right.
/// </summary>
public static class AnswerFiles
{
    public static readonly IReadOnlyList<AnswerFile> All =
    [
        .. File.ReadLines(PathOf("expected.tsv"))
            .Select(l => l.Split('\t'))
            .Select(l => new AnswerFile(l[0], l[1], l.Length > 2 ? l[2].Split(',') : [])),
    ];

    public static TheoryData<string> Names => [.. All.Select(f => f.Name)];

    public static AnswerFile Of(string name) => All.Single(f => f.Name == name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", "Answers", name);
}
