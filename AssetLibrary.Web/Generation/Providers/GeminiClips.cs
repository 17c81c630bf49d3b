using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Clips by Gemini's Interactions API: one call that answers when the clip is made, mostly with the name of a file that is kept for
/// two days. That name is the order's id. Nothing is stored there beyond the file (<c>store: false</c>).
/// </summary>
internal static partial class GeminiClips
{
    private const string Files = "files/",
        Interactions = "interactions/";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    public static async Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        bool paid,
        CancellationToken cancel
    )
    {
        var input = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = order.Sent.Prompt });
        foreach (var picture in order.References.OrderBy(r => r.Role == ReferenceRole.EndFrame))
        {
            input.Add(
                new JsonObject
                {
                    ["type"] = "image",
                    ["data"] = Convert.ToBase64String(picture.Bytes),
                    ["mime_type"] = picture.ContentType,
                }
            );
        }

        var task =
            order.References.Count == 0 ? "text_to_video"
            : order.References[0].Role is ReferenceRole.StartFrame or ReferenceRole.EndFrame ? "image_to_video"
            : "reference_to_video";
        var format = new JsonObject
        {
            ["type"] = "video",
            ["aspect_ratio"] = size.Ratio ?? "16:9",
            ["resolution"] = size.Scale ?? "720p",
            ["delivery"] = "uri",
        };
        var body = new JsonObject
        {
            ["model"] = model.Id,
            ["input"] = input,
            ["generation_config"] = new JsonObject { ["video_config"] = new JsonObject { ["task"] = task } },
            ["response_format"] = format,
            ["background"] = false,
            ["store"] = false,
        };
        using var request = GeminiProvider.Signed(line, WireBody.Post(line.At("v1beta/interactions"), body));
        return await ReadAsync(line, await line.SendAsync(request, FailureStage.Submit, paid, cancel), model, cancel);
    }

    /// <summary>Asks for the file, or, where the clip was still being made, for the interaction.</summary>
    public static async Task<ProviderStep> LookAsync(ProviderCall line, string id, ModelInfo? model, CancellationToken cancel)
    {
        if (!id.StartsWith(Files, StringComparison.Ordinal) && !id.StartsWith(Interactions, StringComparison.Ordinal))
        {
            throw line.Gone(FailureStage.Wait, ErrorClass.Broken, "responds immediately. There is nothing to collect.");
        }

        using var request = GeminiProvider.Signed(line, new(HttpMethod.Get, line.At($"v1beta/{id}")));
        WireReply answer;
        try
        {
            answer = await line.SendAsync(request, FailureStage.Wait, paid: false, cancel);
        }
        catch (JobFailedException e) when (e.Failure is { Stage: FailureStage.Wait, Class: ErrorClass.ModelGone or ErrorClass.Auth })
        {
            if (e.Failure.Class == ErrorClass.Auth && (model is null || !await IsKeyGoodAsync(line, model, cancel)))
            {
                throw;
            }

            throw line.Gone(FailureStage.Wait, ErrorClass.EmptyResult, "no longer has the clip. It keeps clips for only 2 days.");
        }

        return id.StartsWith(Interactions, StringComparison.Ordinal)
            ? await ReadAsync(line, answer, model, cancel)
            : Wire.Text(answer.Json, "state") switch
            {
                "PROCESSING" => new ProviderStep.Pending(id, LookAgain),
                "FAILED" => throw line.Gone(FailureStage.Wait, ErrorClass.Broken, "generated a clip but can’t deliver it."),
                _ => await DownloadAsync(line, line.At($"v1beta/{id}:download?alt=media").AbsoluteUri, cancel),
            };
    }

    // A file that has run out is answered as one that this key may not see; so is a key that is wrong. A free question tells them apart.
    private static async Task<bool> IsKeyGoodAsync(ProviderCall line, ModelInfo model, CancellationToken cancel)
    {
        try
        {
            using var request = GeminiProvider.Signed(line, new(HttpMethod.Get, line.At($"v1beta/models/{model.Id}")));
            await line.SendAsync(request, FailureStage.Wait, paid: false, cancel);
            return true;
        }
        catch (JobFailedException)
        {
            return false;
        }
    }

    private static async Task<ProviderStep> ReadAsync(ProviderCall line, WireReply reply, ModelInfo? model, CancellationToken cancel)
    {
        var interaction = reply.Json;
        var id = Wire.Text(interaction, "id");
        var status = Wire.Text(interaction, "status") ?? "unknown";
        if (status is "queued" or "in_progress" && id is not null && Name().IsMatch(id))
        {
            return new ProviderStep.Pending(Interactions + id, LookAgain);
        }

        // The file alone is the order's name from here on: an interaction that is asked for again answers with bytes in place of it.
        var reading = line.Read(reply, ofClip: true);
        if (reading.Found is Found.Elsewhere { Address: var address } && IdOf(line, address) is { } file)
        {
            return new ProviderStep.Pending(file, TimeSpan.Zero);
        }

        var tokens = Wire.Tokens(Wire.Property(interaction, "usage"), "total_input_tokens", "total_output_tokens");
        return reading.Found is Found.Nothing && Failed(line, interaction, status) is { } failed
            ? throw failed
            : await line.TakeAsync(
                reply,
                reading,
                new(id, Wire.Text(interaction, "model"), model?.Price(tokens), tokens),
                cancel,
                "responded without a clip. Describe more clearly what happens, or retry."
            );
    }

    /// <summary>From a file of its own by the file's name, which tells whether it is ready; from elsewhere by the address.</summary>
    public static async Task<ProviderStep> FetchAsync(ProviderCall line, string address, ModelInfo? model, CancellationToken cancel) =>
        IdOf(line, address) is { } file ? await LookAsync(line, file, model, cancel) : await DownloadAsync(line, address, cancel);

    private static Task<ProviderStep.Finished> DownloadAsync(ProviderCall line, string address, CancellationToken cancel) =>
        line.DownloadAsync(address, at => at.IsOfOrigin(line.Endpoint), cancel, GeminiProvider.KeyHeader);

    /// <summary>Of an address of one of its own files; null for everything else.</summary>
    private static string? IdOf(ProviderCall line, string address) =>
        FileOf().Match(address) is { Success: true } file
        && Uri.TryCreate(line.Endpoint, address, out var at)
        && (at.IsOfOrigin(line.Endpoint) || at.IdnHost.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase))
            ? Files + file.Groups["name"].Value
            : null;

    /// <summary>Null where it does not say that anything went wrong.</summary>
    private static OrderGoneException? Failed(ProviderCall line, JsonElement interaction, string status)
    {
        var first =
            Wire.Property(interaction, "errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0
                ? errors[0]
                : Wire.Property(interaction, "error");
        var says = Wire.Text(first, "message");
        return status switch
        {
            _ when says is not null && Unsafe().IsMatch(says) => line.Gone(
                FailureStage.Wait,
                ErrorClass.Safety,
                $"refused this prompt or its clip. Change the prompt or use another provider.{line.Says(says)}"
            ),
            "budget_exceeded" => line.Gone(FailureStage.Wait, ErrorClass.Quota, $"reports that its budget is used up.{line.Says(says)}"),
            "cancelled" => line.Gone(FailureStage.Wait, ErrorClass.Cancelled, "reports that the job was cancelled."),
            "failed" or "incomplete" => line.Gone(FailureStage.Wait, ErrorClass.Broken, $"couldn’t generate the clip.{line.Says(says)}"),
            _ => null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,200}$", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"/files/(?<name>[A-Za-z0-9_-]{1,100})(:download)?(\?|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileOf();

    [GeneratedRegex(@"safety|policy|prohibited|blocked|violat", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unsafe();
}
