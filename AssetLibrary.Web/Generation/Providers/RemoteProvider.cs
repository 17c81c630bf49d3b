using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>A provider behind a server: each step opens a line with the key and address as they are now.</summary>
internal abstract class RemoteProvider(ProviderProfile profile, ProviderDesk desk) : IImageProvider
{
    public ProviderInfo Info { get; protected init; } = profile.Info(desk.OptionsOf(profile));

    protected ProviderOptions Options => desk.OptionsOf(profile);

    public Task<ProviderStanding> StandingAsync(CancellationToken cancel = default) => desk.StandingAsync(profile, cancel);

    public async Task<string> TryAsync(CancellationToken cancel) => await AskAsync(await OpenAsync(cancel), cancel);

    public async Task<ProviderStep> SubmitAsync(PictureOrder order, CancellationToken cancel)
    {
        var model = Info.Model(order.Sent.Model);
        var line = await desk.OpenAsync(profile, Info, order.Sent.Prompt, cancel, model?.MakesVideo == true);
        _ = model ?? throw line.Fail(FailureStage.Prepare, ErrorClass.ModelGone, $"has no model “{order.Sent.Model}” here any more.");
        return await OrderAsync(line, order, model, model.Sizes.Nearest(order.Sent.Width, order.Sent.Height), cancel);
    }

    public async Task<ProviderStep> CollectAsync(string providerJobId, CancellationToken cancel) => await LookAsync(await OpenAsync(cancel), providerJobId, cancel);

    public async Task<bool> AbandonAsync(string providerJobId, CancellationToken cancel) => await StopAsync(await OpenAsync(cancel), providerJobId, cancel);

    protected Task<ProviderLine> OpenAsync(CancellationToken cancel) => desk.OpenAsync(profile, Info, null, cancel);

    protected abstract Task<string> AskAsync(ProviderLine line, CancellationToken cancel);

    protected abstract Task<ProviderStep> OrderAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel);

    protected virtual Task<ProviderStep> LookAsync(ProviderLine line, string id, CancellationToken cancel) =>
        throw line.Gone(FailureStage.Wait, ErrorClass.Broken, "answers at once: there is nothing to collect.");

    protected virtual Task<bool> StopAsync(ProviderLine line, string id, CancellationToken cancel) => Task.FromResult(false);

    /// <summary>What costs nothing may be sent again after a break; so may what can be asked for by its id.</summary>
    protected static bool IsPaid(ModelInfo model) => model.PriceOf(null) != 0;

    protected static string? Negative(PictureOrder order) => order.Sent.Style?.Negative is { Length: > 0 } words ? words : null;
}
