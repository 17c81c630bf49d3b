using System.Text;
using System.Text.Json;

namespace AssetLibrary.Tests.Generation.Providers;

public enum Manner
{
    Whole,
    Never,
    Dripping,
    CutOff,
    Dropped,
}

/// <summary>What a server answers, and how.</summary>
public sealed record Reply(int Status, string ContentType, byte[] Body, Manner Manner = Manner.Whole)
{
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The connection ends after the request was read, before anything was said.</summary>
    public static Reply Dropped { get; } = new(200, "text/plain", [], Manner.Dropped);

    public static Reply Never { get; } = new(200, "text/plain", [], Manner.Never);

    public static Reply Html(int status = 200) =>
        new(status, "text/html", "<!doctype html><html><title>Sign in</title></html>"u8.ToArray());

    public static Reply Text(int status, string text) => new(status, "text/plain", Encoding.UTF8.GetBytes(text));

    public static Reply Json(int status, string json) => new(status, "application/json", Encoding.UTF8.GetBytes(json));

    public static Reply Json(object body, int status = 200) => new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    public static Reply Picture(byte[] bytes, string type = "image/png") => new(200, type, bytes);

    public Reply With(string header, string value) => this with { Headers = new(Headers, StringComparer.Ordinal) { [header] = value } };
}
