using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>A provider behind a server: each step opens a line with the key and address as they are now.</summary>
internal abstract class RemoteProvider(ProviderProfile profile, ProviderGateway desk) : IImageProvider
{
    public ProviderInfo Info { get; protected init; } = profile.Info(desk.OptionsOf(profile));

    protected ProviderOptions Options => desk.OptionsOf(profile);

    public Task<ProviderStanding> StandingAsync(CancellationToken cancel = default) => desk.StandingAsync(profile, cancel);

    public async Task<string> TryAsync(CancellationToken cancel) => await AskAsync(await OpenAsync(cancel), cancel);

    public async Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel)
    {
        var model = Info.Model(order.Sent.Model);
        var errand = new Errand(order.Sent.Prompt, model?.MakesVideo == true, model?.PriceOf(null) != 0) { Sent = new(order.References) };
        var line = await desk.OpenAsync(profile, Info, errand, cancel);
        _ = model ?? throw line.Fail(FailureStage.Prepare, ErrorClass.ModelGone, $"no longer has the model “{order.Sent.Model}”.");
        return await OrderAsync(line, order, model, model.Sizes.Nearest(order.Sent.Width, order.Sent.Height), cancel);
    }

    public async Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel)
    {
        var line = await OpenAsync(cancel);
        return providerJobId.StartsWith(ProviderCall.Address, StringComparison.Ordinal)
            ? await FetchAsync(line, providerJobId[ProviderCall.Address.Length..], cancel)
            : await LookAsync(line, providerJobId, cancel);
    }

    public async Task<ProviderStep?> ReadAsync(ProviderAnswer answer, CancellationToken cancel)
    {
        var line = await OpenAsync(cancel);
        var reply = new WireReply(answer.Body, answer.ContentType);
        return Read(line, reply) is { Found: Found.Whole or Found.Elsewhere } reading
            ? await line.TakeAsync(reply, reading, receipt: null, cancel)
            : null;
    }

    public async Task<bool> AbandonAsync(string providerJobId, CancellationToken cancel) =>
        await StopAsync(await OpenAsync(cancel), providerJobId, cancel);

    protected Task<ProviderCall> OpenAsync(CancellationToken cancel) => desk.OpenAsync(profile, Info, Errand.Collecting, cancel);

    protected abstract Task<string> AskAsync(ProviderCall line, CancellationToken cancel);

    protected abstract Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    );

    protected virtual Task<ProviderStep> LookAsync(ProviderCall line, string id, CancellationToken cancel) =>
        throw line.Gone(FailureStage.Wait, ErrorClass.Broken, "responds immediately. There is nothing to collect.");

    protected virtual Task<bool> StopAsync(ProviderCall line, string id, CancellationToken cancel) => Task.FromResult(false);

    /// <summary>What was made, in an answer to an order or to a look.</summary>
    protected virtual Reading Read(ProviderCall line, WireReply reply) => line.Read(reply);

    /// <summary>From an address that an answer told.</summary>
    protected virtual async Task<ProviderStep> FetchAsync(ProviderCall line, string address, CancellationToken cancel) =>
        await line.DownloadAsync(address, at => at.IsOfOrigin(line.Endpoint), cancel);

    /// <summary>What costs nothing may be sent again after a break; so may what can be asked for by its id.</summary>
    protected static bool IsPaid(ModelInfo model) => model.PriceOf(null) != 0;

    protected static string? Negative(PictureOrder order) => order.Sent.Style?.Negative is { Length: > 0 } words ? words : null;
}
