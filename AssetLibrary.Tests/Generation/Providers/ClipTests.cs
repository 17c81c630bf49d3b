using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>Clips from each provider that makes them, on the wire and as jobs.</summary>
public sealed class ClipTests : IClassFixture<PublicApp>
{
    private readonly PublicApp app;

    public ClipTests(PublicApp app)
    {
        this.app = app;
        app.Reset();
    }

    public static TheoryData<string> Names => ["gemini", "pollinations", "replicate"];

    [Theory, MemberData(nameof(Names))]
    public async Task A_clip_is_ordered_once_and_comes_whole_from_words_and_from_frames(string name)
    {
        foreach (var frames in new ReferenceRole[][] { [], [ReferenceRole.StartFrame], [ReferenceRole.EndFrame, ReferenceRole.StartFrame] })
        {
            app.ServerOf(name).Requests.Clear();
            Assert.Equal(Given.Clip(), await app.MakeAsync(name, app.ClipOrder(name, frames)));
            Assert.Equal(1, app.ServerOf(name).Orders);
        }

        var order = app.ServerOf(name).LastOrder;
        switch (name)
        {
            case "gemini":
                Assert.Equal("image_to_video", order.Json["generation_config"]!["video_config"]!["task"]!.GetValue<string>());
                Assert.Equal(
                    ("16:9", "720p", "uri", false),
                    (Format("aspect_ratio"), Format("resolution"), Format("delivery"), order.Json["store"]!.GetValue<bool>())
                );
                string Format(string field) => order.Json["response_format"]![field]!.GetValue<string>();
                break;
            case "pollinations":
                Assert.Contains(
                    "&image="
                        + Uri.EscapeDataString(
                            "https://library.example.org/lent/StartFrame/picture.png|https://library.example.org/lent/EndFrame/picture.png"
                        ),
                    order.Query,
                    StringComparison.Ordinal
                );
                Assert.Contains("duration=4&aspectRatio=16%3A9", order.Query, StringComparison.Ordinal);
                break;
            default:
                var input = order.Json["input"]!;
                Assert.StartsWith("data:image/png;base64,", input["image"]!.GetValue<string>(), StringComparison.Ordinal);
                Assert.NotNull(input["last_frame_image"]);
                Assert.Equal(
                    (5, "720p", "16:9"),
                    (input["duration"]!.GetValue<int>(), input["resolution"]!.GetValue<string>(), input["aspect_ratio"]!.GetValue<string>())
                );
                break;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task An_order_of_a_clip_that_breaks_off_may_have_been_charged(string name)
    {
        foreach (var reply in new[] { Reply.Dropped, new Reply(200, "application/json", new byte[4000], Manner.CutOff) })
        {
            app.ServerOf(name).Requests.Clear();
            app.ServerOf(name).Answers(Call.Order, reply);
            Assert.Equal(ErrorClass.MaybeCharged, (await app.FailAsync(name, app.ClipOrder(name))).Class);
            Assert.Equal(1, app.ServerOf(name).Orders);
        }
    }

    [Fact]
    public async Task Geminis_file_is_waited_for_fetched_again_and_gone_after_two_days()
    {
        var provider = app.Provider("gemini");
        app.Gemini.Looks = 2;
        var pending = Assert.IsType<ProviderStep.Pending>(await provider.SubmitAsync(app.ClipOrder("gemini"), CancellationToken.None));
        Assert.Equal("files/clip-1", pending.ProviderJobId);
        Assert.IsType<ProviderStep.Pending>(await provider.CollectAsync(pending.ProviderJobId, CancellationToken.None));
        app.Gemini.Answers(Call.Download, Reply.Dropped);
        var broken = await Assert.ThrowsAnyAsync<JobFailedException>(() =>
            provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)
        );
        Assert.Equal((ErrorClass.Temporary, FailureStage.Download), (broken.Failure.Class, broken.Failure.Stage));
        app.Gemini.Answers(Call.Look, Reply.Json(200, """{"name":"files/clip-1","state":"FAILED"}"""));
        Assert.Equal(
            ErrorClass.Broken,
            (await Assert.ThrowsAsync<OrderGoneException>(() => provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)))
                .Failure
                .Class
        );
        app.Gemini.Answers(Call.Look, Reply.Json(404, """{"error":{"code":404,"status":"NOT_FOUND","message":"File is not there."}}"""));
        Assert.Equal(
            ErrorClass.EmptyResult,
            (await Assert.ThrowsAsync<OrderGoneException>(() => provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)))
                .Failure
                .Class
        );
        // A file that has run out is answered like a key that may not see it: a free question tells them apart.
        var denied = Reply.Json(
            403,
            """{"error":{"code":403,"status":"PERMISSION_DENIED","message":"You do not have permission to access the File clip-1 or it may not exist."}}"""
        );
        app.Gemini.Answers(Call.Look, denied);
        Assert.Equal(
            ErrorClass.EmptyResult,
            (await Assert.ThrowsAsync<OrderGoneException>(() => provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)))
                .Failure
                .Class
        );
        app.Gemini.Answers(Call.Other, denied);
        var wrong = await Assert.ThrowsAnyAsync<JobFailedException>(() =>
            provider.CollectAsync(pending.ProviderJobId, CancellationToken.None)
        );
        Assert.Equal(ErrorClass.Auth, wrong.Failure.Class);
        Assert.IsNotType<OrderGoneException>(wrong);
        Assert.Equal(1, app.Gemini.Orders);
    }

    [Theory]
    [InlineData(
        """{"id":"v1_x","status":"failed","errors":[{"code":"x","message":"The prompt violates the usage policy."}]}""",
        ErrorClass.Safety
    )]
    [InlineData("""{"id":"v1_x","status":"failed","errors":[{"code":"x","message":"Internal."}]}""", ErrorClass.Broken)]
    [InlineData("""{"id":"v1_x","status":"budget_exceeded"}""", ErrorClass.Quota)]
    [InlineData("""{"id":"v1_x","status":"cancelled"}""", ErrorClass.Cancelled)]
    [InlineData(
        """{"id":"v1_x","status":"completed","steps":[{"type":"model_output","content":[{"type":"text","text":"I can describe it."}]}]}""",
        ErrorClass.EmptyResult
    )]
    [InlineData(
        """{"id":"v1_x","status":"completed","steps":[{"type":"model_output","content":[{"type":"video","uri":"http://10.0.0.1/x"}]}]}""",
        ErrorClass.Broken
    )]
    [InlineData("""{"id":"v1_x","status":"completed","steps":"none"}""", ErrorClass.EmptyResult)]
    public async Task An_interaction_without_a_clip_has_its_class(string answer, ErrorClass expected)
    {
        app.Gemini.Answers(Call.Order, Reply.Json(200, answer));
        Assert.Equal(expected, (await app.FailAsync("gemini", app.ClipOrder("gemini"))).Class);
    }

    [Fact]
    public async Task An_interaction_that_is_still_at_work_is_asked_for_by_its_id()
    {
        app.Gemini.Answers(Call.Order, Reply.Json(200, """{"id":"v1_abc","status":"in_progress"}"""));
        Assert.Equal(Given.Clip(), await app.MakeAsync("gemini", app.ClipOrder("gemini")));
    }

    [Theory, InlineData("gemini", 5, 0.50), InlineData("pollinations", 4, 0.60), InlineData("replicate", 5, null)]
    public async Task A_clip_becomes_a_version_with_its_length_its_poster_and_its_price(string provider, int seconds, double? price)
    {
        using var client = await app.ClientAsync();
        app.Gemini.Inline = true;
        var asset = (await app.LibraryAssetAsync($"Lamp {Guid.NewGuid():N}")).Id;
        var wish = new
        {
            subject = new { type = "libraryAsset", id = asset },
            provider,
            kind = "video",
            prompt = "it swings",
        };
        var estimate = await (await client.PostAsJsonAsync("/api/v1/generations/estimate", wish)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((decimal)(price ?? 0), estimate.GetProperty("costUsd").GetDecimal());
        Assert.Equal(price is null ? 1 : 0, estimate.GetProperty("unknown").GetArrayLength());
        var job = await client.FinishedAsync($"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(wish))}");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal("clip", job.GetProperty("result").GetProperty("key").GetString());
        var item = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/media/{job.GetProperty("result").GetProperty("mediaId").GetString()}"
        );
        Assert.Equal(
            ("video", "video/mp4", 320, 180, 2.0),
            (
                Text("kind"),
                Text("contentType"),
                item.GetProperty("width").GetInt32(),
                item.GetProperty("height").GetInt32(),
                item.GetProperty("seconds").GetDouble()
            )
        );
        using var poster = await client.GetAsync($"/media/{Text("id")}/thumb/320");
        Assert.Equal(
            ("image/webp", true),
            (poster.Content.Headers.ContentType?.MediaType, (await poster.Content.ReadAsByteArrayAsync()).Length > 200)
        );
        Assert.Equal(Given.Clip(), await client.GetByteArrayAsync($"/media/{Text("id")}"));
        var told = WebUtility.HtmlDecode(await client.GetStringAsync($"/Generate/Sent/{Text("id")}"));
        Assert.Contains($"requested {seconds} s, received 2 s", told, StringComparison.Ordinal);
        Assert.Contains(
            provider == "gemini" ? "reported by the provider"
                : price is null ? "class=\"num\">unknown"
                : "from the price table",
            told,
            StringComparison.Ordinal
        );
        var page = await client.GetStringAsync($"/Versions/{asset}/clip");
        Assert.Contains($"<video src=\"/media/{Text("id")}\"", page, StringComparison.Ordinal);
        Assert.Contains($"poster=\"/media/{Text("id")}/thumb/1280\"", page, StringComparison.Ordinal);
        Assert.Contains("of-clip", await client.GetStringAsync("/Gallery"), StringComparison.Ordinal);
        string? Text(string field) => item.GetProperty(field).GetString();
    }

    [Fact]
    public async Task A_picture_in_place_of_a_clip_a_cut_off_clip_and_a_clip_in_place_of_a_picture_are_not_kept()
    {
        using var client = await app.ClientAsync();
        app.Pollinations.Clip = Given.HarbourPng();
        await IsBrokenAsync("video");
        app.Pollinations.Clip = Given.Clip()[..^800];
        await IsBrokenAsync("video", "emptyResult", "download");
        app.Pollinations.Clip = Garbled();
        await IsBrokenAsync("video");
        app.Pollinations.Picture = Given.Clip();
        await IsBrokenAsync("image");

        async Task IsBrokenAsync(string kind, string error = "broken", string stage = "verify")
        {
            var job = await client.FinishedAsync(
                $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { prompt = $"a lamp {Guid.NewGuid()}", provider = "pollinations", kind }))}"
            );
            Assert.Equal(
                ("failed", error, stage),
                (
                    job.GetProperty("state").GetString(),
                    job.GetProperty("errorClass").GetString(),
                    job.GetProperty("failureStage").GetString()
                )
            );
        }
    }

    /// <summary>Its boxes add up, and what is in them is noise.</summary>
    private static byte[] Garbled()
    {
        var clip = Given.Clip();
        var frames = clip.AsSpan().IndexOf("mdat"u8) + 4;
        new Random(1).NextBytes(clip.AsSpan(frames));
        return clip;
    }

    [Fact]
    public async Task What_cannot_be_had_is_said_before_anything_is_spent()
    {
        using var client = await app.ClientAsync();
        var picture = await PublicApp.UploadAsync(client, 9);
        object Frame(string role) => new { mediaId = picture, role };
        await SaysAsync(
            "has no video model",
            new
            {
                prompt = "x",
                provider = "openai",
                kind = "video",
            }
        );
        await SaysAsync(
            "generates pictures, not clips",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "video",
                model = "gemini-3-pro-image",
            }
        );
        await SaysAsync(
            "clips of 4, 6 or 8 seconds",
            new
            {
                prompt = "x",
                provider = "pollinations",
                kind = "video",
                seconds = 5,
            }
        );
        await SaysAsync(
            "clips of 3 to 10 seconds",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "video",
                seconds = 11,
            }
        );
        await SaysAsync(
            "generates clips, not pictures",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "image",
                model = "gemini-omni-1.1-flash",
            }
        );
        await SaysAsync(
            "A length is only for clips",
            new
            {
                prompt = "x",
                provider = "gemini",
                seconds = 5,
            }
        );
        await SaysAsync(
            "are only for clips",
            new
            {
                prompt = "x",
                provider = "gemini",
                references = new[] { Frame("startFrame") },
            }
        );
        await SaysAsync(
            "An end frame needs a start frame",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "video",
                references = new[] { Frame("endFrame") },
            }
        );
        await SaysAsync(
            "only one start frame",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "video",
                references = new[] { Frame("startFrame"), Frame("startFrame") },
            }
        );
        await SaysAsync(
            "not both",
            new
            {
                prompt = "x",
                provider = "gemini",
                kind = "video",
                references = new[] { Frame("startFrame"), Frame("reference") },
            }
        );
        await SaysAsync(
            "support reference pictures",
            new
            {
                prompt = "x",
                provider = "replicate",
                kind = "video",
                references = new[] { Frame("reference") },
            }
        );
        await SaysAsync("kind must be image or video", new { prompt = "x", kind = "film" });
        Assert.All(app.Servers, s => Assert.Empty(s.Requests));

        async Task SaysAsync(string words, object body)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/generations", body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_frame_is_lent_to_who_has_to_fetch_it_and_signed_anew_for_each_order()
    {
        using var client = await app.ClientAsync();
        var picture = await PublicApp.UploadAsync(client, 11);
        var addresses = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var job = await client.FinishedAsync(
                $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { prompt = "a lamp", provider = "pollinations", kind = "video", references = new[] { new { mediaId = picture, role = "startFrame" } } }))}"
            );
            Assert.Equal("succeeded", job.GetProperty("state").GetString());
            addresses.Add(Uri.UnescapeDataString(app.Pollinations.LastOrder.Query.Split("image=")[1]));
        }

        Assert.NotEqual(addresses[0], addresses[1]);
        using var stranger = app.NewClient();
        using var lent = await stranger.GetAsync(new Uri(addresses[0]).PathAndQuery);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (lent.StatusCode, lent.Content.Headers.ContentType?.MediaType));
        Assert.Equal([0xFF, 0xD8, 0xFF], (await lent.Content.ReadAsByteArrayAsync())[..3]); // the copy, not what is stored
    }

    [Fact]
    public async Task A_clip_is_asked_for_on_the_page_from_the_best_picture()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.SignInAsync(user.UserName!);
        var asset = (await app.LibraryAssetAsync($"Lamp {Guid.NewGuid():N}")).Id;
        await client.FinishedAsync(
            $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { subject = new { type = "libraryAsset", id = asset } }))}"
        );
        var page = await client.GetStringAsync($"/Generate/Clip?subjectId={asset}");
        Assert.Contains("Google Gemini", page, StringComparison.Ordinal);
        Assert.Contains("5 s · $0.50", page, StringComparison.Ordinal);
        Assert.Contains("Version 1", page, StringComparison.Ordinal);
        Assert.Contains(
            "price unknown",
            await client.GetStringAsync($"/Generate/Clip?subjectId={asset}&provider=replicate"),
            StringComparison.Ordinal
        );
        var start = await app.WithDbAsync(db =>
            db.Set<GenerationRequest>().Where(r => r.SubjectId == asset).Select(r => r.MediaId).SingleAsync()
        );
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["subjectId"] = asset.ToString(),
                ["start"] = start.ToString()!,
                ["end"] = "",
                ["prompt"] = "it swings",
                ["provider"] = "gemini",
                ["seconds"] = "6",
                ["__RequestVerificationToken"] = App.CsrfToken(page),
            }
        );
        using var posted = await client.PostAsync("/Generate/Clip", form);
        Assert.True(posted.IsSuccessStatusCode, posted.StatusCode.ToString());
        using var ends = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["subjectId"] = asset.ToString(),
                ["start"] = "",
                ["end"] = start.ToString()!,
                ["provider"] = "gemini",
                ["seconds"] = "6",
                ["__RequestVerificationToken"] = App.CsrfToken(page),
            }
        );
        using var refused = await client.PostAsync("/Generate/Clip", ends);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("An end frame needs a start frame", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<option value=\"\" selected", page, StringComparison.Ordinal);
        var request = await app.WithDbAsync(db =>
            db.Set<GenerationRequest>().Where(r => r.SubjectId == asset && r.Seconds != null).SingleAsync()
        );
        Assert.Equal((6, 600_000, "clip"), (request.Seconds, request.EstimateMicroUsd, request.AssetKey));
        await client.FinishedAsync($"/api/v1/jobs/{request.Id}");
        Assert.Contains("The clip is 6 seconds long.", app.Gemini.LastOrder.Text, StringComparison.Ordinal);
        Assert.Contains("tabs small", await client.GetStringAsync($"/Versions/{asset}/reference"), StringComparison.Ordinal);
    }
}
