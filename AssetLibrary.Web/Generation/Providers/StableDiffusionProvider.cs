using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>AUTOMATIC1111, Forge and others who speak /sdapi: one call that blocks until the picture is there.</summary>
internal sealed class StableDiffusionProvider(ProviderGateway desk) : RemoteProvider(ProviderProfile.StableDiffusion, desk)
{
    /// <summary>Whatever checkpoint the server has loaded.</summary>
    public const string Loaded = "loaded";

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = Signed(line, new(HttpMethod.Get, line.At("sdapi/v1/options")));
        var options = await line.JsonAsync(request, FailureStage.Submit, cancel);
        return $"Connected to {line.Label}. Checkpoint: {Wire.Text(options, "sd_model_checkpoint") ?? "unknown"}.";
    }

    protected override async Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        var body = new JsonObject
        {
            ["prompt"] = order.Sent.Prompt,
            ["negative_prompt"] = Negative(order) ?? "",
            ["width"] = size.Width,
            ["height"] = size.Height,
            ["seed"] = order.Seed,
            ["steps"] = 24,
            ["cfg_scale"] = 7,
            ["batch_size"] = 1,
            ["n_iter"] = 1,
            ["send_images"] = true,
            ["save_images"] = false,
        };
        if (model.Id != Loaded)
        {
            body["override_settings"] = new JsonObject { ["sd_model_checkpoint"] = model.Id };
        }

        if (order.References.Count > 0)
        {
            body["init_images"] = new JsonArray([.. order.References.Select(r => JsonValue.Create(Convert.ToBase64String(r.Bytes)))]);
            body["denoising_strength"] = 0.6;
            body["resize_mode"] = 1;
        }

        using var request = Signed(
            line,
            WireBody.Post(line.At(order.References.Count > 0 ? "sdapi/v1/img2img" : "sdapi/v1/txt2img"), body)
        );
        var reply = await line.SendAsync(request, FailureStage.Submit, IsPaid(model), cancel);
        return await line.TakeAsync(reply, line.Read(reply), receipt: null, cancel);
    }

    protected override async Task<ProviderStep> FetchAsync(ProviderCall line, string address, CancellationToken cancel) =>
        await line.DownloadAsync(address, _ => false, cancel);

    private static HttpRequestMessage Signed(ProviderCall line, HttpRequestMessage request)
    {
        request.Headers.Authorization = line.Key is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(line.Key)));
        return request;
    }
}
