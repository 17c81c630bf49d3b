using System.Net;
using System.Net.Sockets;
using System.Text;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>What every provider owes, proven for each against a server that speaks its wire format.</summary>
public sealed class ProviderContract : IClassFixture<ProviderApp>
{
    private readonly ProviderApp app;

    public ProviderContract(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    public static TheoryData<string> Names => ["gemini", "openai", "pollinations", "replicate", "comfyui", "stable-diffusion"];

    /// <summary>Those who charge, and have said no id when the connection breaks.</summary>
    public static TheoryData<string> Paid => ["gemini", "openai", "pollinations", "replicate"];

    public static TheoryData<string, string> Refusals
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var one in WireCases.All)
            {
                data.Add(one.Provider, one.Name);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_picture_is_ordered_once_and_comes_whole(string name)
    {
        Assert.Equal(Given.HarbourPng(), await app.MakeAsync(name));
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_refusal_has_its_class_stage_and_wait(string name, string refusal)
    {
        var one = WireCases.All.Single(c => c.Provider == name && c.Name == refusal);
        app.ServerOf(name).Answers(one.At, one.Reply);
        var failure = await app.FailAsync(name);
        Assert.Equal((one.Class, one.Stage), (failure.Class, failure.Stage));
        Assert.Equal(one.Wait, failure.RetryAfter?.TotalSeconds);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Theory, MemberData(nameof(Paid))]
    public async Task A_connection_that_breaks_after_the_request_may_have_been_charged_and_nothing_is_sent_twice(string name)
    {
        app.ServerOf(name).Answers(Call.Order, Reply.Dropped);
        Assert.Equal((ErrorClass.MaybeCharged, FailureStage.Submit), (await app.FailAsync(name)) is var f ? (f.Class, f.Stage) : default);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Theory, InlineData("comfyui"), InlineData("stable-diffusion")]
    public async Task What_costs_nothing_is_only_a_temporary_failure_when_it_breaks(string name)
    {
        app.ServerOf(name).Answers(Call.Order, Reply.Dropped);
        Assert.Equal(ErrorClass.Temporary, (await app.FailAsync(name)).Class);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_web_page_nothing_or_nonsense_in_place_of_an_answer_is_no_picture(string name)
    {
        foreach (
            var reply in new[]
            {
                Reply.Html(),
                new(200, "application/json", []),
                Reply.Json(200, "{\"data\":[{\"b64_json\":\"bm8gcGljdHVyZQ==\"}],\"images\":[\"bm8gcGljdHVyZQ==\"]}"),
                Reply.Json(200, "[1"),
                Reply.Json(200, "null"),
            }
        )
        {
            app.ServerOf(name).Answers(Call.Order, reply);
            Assert.Contains((await app.FailAsync(name)).Class, new[] { ErrorClass.EmptyResult, ErrorClass.Temporary });
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task An_answer_that_is_too_large_is_not_taken(string name)
    {
        app.ServerOf(name).Picture = [.. Given.HarbourPng(), .. new byte[4 * 1024 * 1024]];
        Assert.Equal((ErrorClass.Broken, FailureStage.Download), (await app.FailAsync(name)) is var f ? (f.Class, f.Stage) : default);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task As_many_references_as_it_takes_go_along(string name)
    {
        var info = app.Provider(name).Info;
        var model = info.Models.MaxBy(m => m.MaxReferences)!;
        var count = Math.Min(2, model.MaxReferences);
        if (count == 0)
        {
            Assert.Equal("comfyui", name); // its plain workflow has no slot for one
            return;
        }

        Assert.Equal(Given.HarbourPng(), await app.MakeAsync(name, app.Order(name, references: count, model: model.Id)));
        var order = app.ServerOf(name).LastOrder;
        var sent = order.IsForm
            ? order.Files("image[]")
            : order.Text.Split(Convert.ToBase64String(Given.HarbourPng().AsSpan(0, 30))).Length - 1;
        Assert.Equal(count, sent);
    }

    [Theory]
    [InlineData("gemini", 512, 768, "\"aspectRatio\":\"2:3\",\"imageSize\":\"1K\"")]
    [InlineData("gemini", 1024, 576, "\"aspectRatio\":\"16:9\"")]
    [InlineData("openai", 512, 768, "\"size\":\"672x1008\"")]
    [InlineData("openai", 1024, 576, "\"size\":\"1280x720\"")]
    [InlineData("openai", 512, 512, "\"size\":\"816x816\"")]
    [InlineData("replicate", 1024, 576, "\"aspect_ratio\":\"16:9\"")]
    [InlineData("comfyui", 512, 770, "\"width\":512,\"height\":768")]
    [InlineData("stable-diffusion", 1024, 576, "\"width\":1024,\"height\":576")]
    public async Task The_nearest_legal_size_is_asked_for(string name, int width, int height, string sent)
    {
        await app.MakeAsync(name, app.Order(name, width, height));
        Assert.Contains(sent, app.ServerOf(name).LastOrder.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("pollinations"), InlineData("stable-diffusion"), InlineData("comfyui")]
    public async Task Seed_and_what_is_not_wanted_go_along_where_there_is_a_place_for_them(string name)
    {
        await app.MakeAsync(name);
        var order = app.ServerOf(name).LastOrder;
        var all = Uri.UnescapeDataString(order.Query) + order.Text;
        Assert.Contains("4711", all, StringComparison.Ordinal);
        Assert.Contains("no photographs", all, StringComparison.Ordinal);
    }

    [Theory, InlineData("replicate"), InlineData("comfyui")]
    public async Task A_download_that_breaks_is_fetched_again_and_not_ordered_again(string name)
    {
        var provider = app.Provider(name);
        var pending = Assert.IsType<ProviderStep.Pending>(await provider.SubmitAsync(app.Order(name), CancellationToken.None));
        var broken = new[] { Reply.Dropped, new Reply(200, "image/png", Given.HarbourPng(), Manner.CutOff), Reply.Text(503, "busy") };
        app.ServerOf(name).Answers(Call.Download, broken);
        foreach (var _ in broken)
        {
            var failed = await Assert.ThrowsAnyAsync<JobFailedException>(() =>
                provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)
            );
            Assert.Equal((ErrorClass.Temporary, FailureStage.Download), (failed.Failure.Class, failed.Failure.Stage));
            Assert.IsNotType<OrderGoneException>(failed);
        }

        app.ServerOf(name).Instead.Clear();
        var finished = Assert.IsType<ProviderStep.Finished>(await provider.CollectAsync(pending.ProviderJobId, CancellationToken.None));
        Assert.Equal(Given.HarbourPng(), await File.ReadAllBytesAsync(finished.File));
        File.Delete(finished.File);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Fact]
    public async Task OpenAI_may_answer_with_an_address_which_is_kept_before_it_is_fetched()
    {
        app.OpenAI.ByAddress = true;
        var pending = Assert.IsType<ProviderStep.Pending>(
            await app.Provider("openai").SubmitAsync(app.Order("openai"), CancellationToken.None)
        );
        Assert.DoesNotContain(app.OpenAI.Requests, r => r.Call == Call.Download);
        Assert.IsType<ProviderStep.Finished>(await app.Provider("openai").CollectAsync(pending.ProviderJobId, CancellationToken.None));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:9/x.png")]
    [InlineData("http://10.0.0.1/x.png")]
    [InlineData("http://localhost:9/x.png")]
    [InlineData("file:///etc/passwd")]
    public async Task A_picture_is_not_fetched_from_a_private_network_neither_directly_nor_by_redirect(string address)
    {
        app.Replicate.Delivery = address;
        Assert.Equal(
            (ErrorClass.Broken, FailureStage.Download),
            (await app.FailAsync("replicate")) is var f ? (f.Class, f.Stage) : default
        );
        app.Replicate.Delivery = null;
        app.Replicate.Answers(Call.Download, Reply.Text(302, "").With("Location", address));
        Assert.Equal(
            (ErrorClass.Broken, FailureStage.Download),
            (await app.FailAsync("replicate")) is var r ? (r.Class, r.Stage) : default
        );
    }

    [Fact]
    public async Task ComfyUI_that_failed_or_has_forgotten_has_to_be_asked_anew()
    {
        var provider = app.Provider("comfyui");
        var pending = Assert.IsType<ProviderStep.Pending>(await provider.SubmitAsync(app.Order("comfyui"), CancellationToken.None));
        app.ComfyUI.Answers(
            Call.Look,
            Reply.Json(
                200,
                $$$$$"""{"{{{{{pending.ProviderJobId}}}}}":{"outputs":{},"status":{"status_str":"error","completed":false,"messages":[["execution_error",{"node_id":"3","node_type":"KSampler","exception_type":"RuntimeError","exception_message":"mat1 and mat2 shapes cannot be multiplied"}]]}}}"""
            )
        );
        var failed = await Assert.ThrowsAsync<OrderGoneException>(() =>
            provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)
        );
        Assert.Equal(ErrorClass.Broken, failed.Failure.Class);
        Assert.Contains("KSampler", failed.Message, StringComparison.Ordinal);
        app.ComfyUI.Instead.Clear();
        app.ComfyUI.Forget();
        Assert.Equal(
            ErrorClass.Temporary,
            (await Assert.ThrowsAsync<OrderGoneException>(() => provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)))
                .Failure
                .Class
        );
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_test_asks_for_something_that_costs_nothing(string name)
    {
        Assert.Contains("Connected to", await app.Provider(name).TryAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(0, app.ServerOf(name).Orders);
    }

    [Fact]
    public async Task A_server_that_is_not_there_cannot_have_charged()
    {
        await using var nobody = new NobodyApp();
        foreach (var name in Names.Select(n => n.Data))
        {
            var failed = await Assert.ThrowsAnyAsync<JobFailedException>(() => nobody.MakeAsync(name));
            Assert.Equal((ErrorClass.Temporary, FailureStage.Submit), (failed.Failure.Class, failed.Failure.Stage));
        }
    }

    private sealed class NobodyApp : ProviderApp
    {
        protected override IReadOnlyDictionary<string, string> Settings =>
            base.Settings.ToDictionary(
                s => s.Key,
                s => s.Key.EndsWith(":Endpoint", StringComparison.Ordinal) ? $"http://127.0.0.1:{FreePort()}" : s.Value,
                StringComparer.Ordinal
            );

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
