using System.Globalization;
using System.Text.Json;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Pollinations: the picture is the answer to an address that holds the prompt; private references go by edits, prompts that are too long
/// for an address by generations.
/// </summary>
internal sealed class PollinationsProvider(ProviderGateway desk) : RemoteProvider(ProviderProfile.Pollinations, desk)
{
    private const int LongestAddress = 6000;

    private readonly ImageDialects dialects = new();

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, line.At("v1/models")));
        var models = await line.JsonAsync(request, FailureStage.Submit, cancel);
        return Wire.Property(models, "data") is { ValueKind: JsonValueKind.Array } all
            ? $"Connected to {line.Label}. Models listed: {all.GetArrayLength()}. The key is checked with the first picture."
            : $"Connected to {line.Label}.";
    }

    protected override Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    ) => model.MakesVideo ? ClipAsync(line, order, model, size, cancel) : PictureAsync(line, order, model, size, cancel);

    /// <summary>The clip is the answer; its frames are fetched from addresses.</summary>
    private static async Task<ProviderStep> ClipAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        var frames = order
            .References.OrderBy(r => r.Role == ReferenceRole.EndFrame)
            .Select(r =>
                r.Address
                ?? throw line.Fail(FailureStage.Prepare, ErrorClass.BadRequest, "can’t download frames from this server. Set PublicUrl.")
            )
            .ToList();
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"model={Uri.EscapeDataString(model.Id)}&duration={order.Sent.Seconds}&aspectRatio={Uri.EscapeDataString(size.Ratio ?? "16:9")}"
        );
        var images = frames.Count == 0 ? "" : "&image=" + Uri.EscapeDataString(string.Join('|', frames.Select(f => f.AbsoluteUri)));
        var address = line.At($"video/{Uri.EscapeDataString(order.Sent.Prompt)}?{query}{images}");
        if (address.AbsoluteUri.Length > LongestAddress)
        {
            throw line.Fail(
                FailureStage.Prepare,
                ErrorClass.BadRequest,
                "can’t take a prompt this long for a clip. Shorten the prompt or use another provider."
            );
        }

        using var get = OpenAIImages.Signed(line, new(HttpMethod.Get, address));
        return await OpenAIImages.TakeAsync(line, await line.SendAsync(get, FailureStage.Submit, IsPaid(model), cancel), cancel);
    }

    private async Task<ProviderStep> PictureAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        var address = order.References.Count > 0 ? null : Address(line, order, model, size);
        if (address is { AbsoluteUri.Length: <= LongestAddress })
        {
            using var get = OpenAIImages.Signed(line, new(HttpMethod.Get, address));
            return await OpenAIImages.TakeAsync(line, await line.SendAsync(get, FailureStage.Submit, IsPaid(model), cancel), cancel);
        }

        List<(string Name, string Value)> fields =
        [
            ("model", model.Id),
            ("prompt", order.Sent.Prompt),
            (ImageDialect.Size, size.Pixels),
            (ImageDialect.Format, "b64_json"),
            ("seed", order.Seed.ToString(CultureInfo.InvariantCulture)),
            ("n", "1"),
        ];
        if (Negative(order) is { } negative)
        {
            fields.Add(("negative_prompt", negative));
        }

        var reply = await dialects.OrderAsync(
            line,
            order,
            fields,
            spoken =>
                OpenAIImages.Signed(
                    line,
                    order.References.Count > 0
                        ? new(HttpMethod.Post, line.At("v1/images/edits")) { Content = OpenAIImages.Edits(order, spoken) }
                        : WireBody.Post(line.At("v1/images/generations"), OpenAIImages.Json(spoken))
                ),
            cancel
        );
        return await OpenAIImages.TakeAsync(line, reply, cancel);
    }

    private static Uri Address(ProviderCall line, PictureOrder order, ModelInfo model, AskedSize size)
    {
        var negative = Negative(order) is { } words ? $"&negative_prompt={Uri.EscapeDataString(words)}" : "";
        return line.At(
            string.Create(
                CultureInfo.InvariantCulture,
                $"image/{Uri.EscapeDataString(order.Sent.Prompt)}?model={Uri.EscapeDataString(model.Id)}&width={size.Width}&height={size.Height}&seed={order.Seed}{negative}"
            )
        );
    }
}
