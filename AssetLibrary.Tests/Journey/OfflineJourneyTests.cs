using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace AssetLibrary.Tests.Journey;

/// <summary>A browser with and without a network: what is kept can be read, what is uploaded arrives once.</summary>
public sealed class OfflineJourneyTests(App app, Browser browser) : IClassFixture<App>
{
    [Fact]
    public async Task A_project_that_is_kept_can_be_read_without_a_network()
    {
        var (context, page, user) = await SignedInAsync();
        var project = await app.ProjectAsync("Night boat", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lantern");
        var media = await UploadAsync(user);
        await app.WithDbAsync(db =>
            db.WriteAsync(async () =>
            {
                await Web.Versions.Histories.AppendAsync(
                    db,
                    await db.Set<Web.Versions.Subject>().SingleAsync(s => s.Id == asset.Id),
                    "reference",
                    [media]
                );
                return true;
            })
        );
        await page.GotoAsync($"/Projects/{project.Id}/Assets");
        await page.Locator("summary", new() { HasText = "More" }).First.ClickAsync();
        await page.Locator("[data-keep-offline]").ClickAsync();
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("is kept offline");
        await context.SetOfflineAsync(true);
        await page.GotoAsync($"/Projects/{project.Id}/Assets/{asset.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Lantern" }).First).ToBeVisibleAsync();
        await page.GotoAsync($"/Versions/{asset.Id}/reference");
        var picture = page.Locator($"img[src*='{media}']").First;
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("i => i.naturalWidth") > 0);
        await page.GotoAsync("/Library");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("You’re offline");
        await context.SetOfflineAsync(false);
        await page.GotoAsync("/Offline");
        await Assertions.Expect(page.Locator("[data-kept-list] li")).ToContainTextAsync("Night boat");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Night boat" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-kept-none]")).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("caches.open('kept-media-v1').then(c => c.keys()).then(k => k.length)"));
    }

    [Fact]
    public async Task What_is_uploaded_without_a_network_arrives_once_when_it_is_back()
    {
        var (context, page, user) = await SignedInAsync();
        await page.GotoAsync("/Gallery");
        await context.SetOfflineAsync(true);
        await page.Locator("#upload input[name=files]")
            .SetInputFilesAsync(
                new FilePayload[]
                {
                    new()
                    {
                        Name = "one.png",
                        MimeType = "image/png",
                        Buffer = [.. Given.HarbourPng(), 1, 2, 3, 4],
                    },
                    new()
                    {
                        Name = "two.png",
                        MimeType = "image/png",
                        Buffer = [.. Given.HarbourPng(), 5, 6, 7, 8],
                    },
                }
            );
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("2 files wait to be uploaded");
        await context.SetOfflineAsync(false);
        await Patience.SeeAsync(() => CountAsync(user.Id), n => n == 2);
        await page.ReloadAsync();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(page.Locator("#transfers")).ToHaveCountAsync(0);
        Assert.Equal(2, await CountAsync(user.Id));
    }

    [Fact]
    public async Task A_large_upload_goes_on_after_a_reload_and_arrives_once()
    {
        var (_, page, user) = await SignedInAsync();
        await page.GotoAsync("/Gallery");
        var (parts, begun, stop) = (0, 0, true);
        await page.RouteAsync("**/api/upload/tus/*", async route =>
        {
            if (route.Request.Method == "PATCH" && Interlocked.Increment(ref parts) > 2 && stop)
            {
                await route.AbortAsync();
            }
            else
            {
                begun += route.Request.Method == "PATCH" && await route.Request.HeaderValueAsync("Upload-Offset") == "0" ? 1 : 0;
                await route.ContinueAsync();
            }
        });
        var file = new FilePayload
        {
            Name = "large.png",
            MimeType = "image/png",
            Buffer = [.. Given.HarbourPng(), .. new byte[20 << 20]],
        };
        await page.Locator("#upload input[name=files]").SetInputFilesAsync(file);
        await Patience.UntilAsync(() => parts > 2);
        stop = false;
        await page.ReloadAsync();
        await Patience.SeeAsync(() => CountAsync(user.Id), n => n == 1);
        await Assertions.Expect(page.Locator("#transfers")).ToHaveCountAsync(0);
        // Two of its six parts had come before: it did not begin again.
        Assert.Equal(1, begun);
        await page.Locator("#upload input[name=files]").SetInputFilesAsync(file);
        await Assertions.Expect(page.Locator("#transfers")).ToContainTextAsync("Already here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep both: large.png" }).ClickAsync();
        await Patience.SeeAsync(() => CountAsync(user.Id), n => n == 2);
    }

    [Fact]
    public async Task An_upload_can_be_cancelled()
    {
        var (_, page, user) = await SignedInAsync();
        await page.GotoAsync("/Gallery");
        await page.RouteAsync("**/api/upload/tus/*", route => route.Request.Method == "PATCH" ? route.AbortAsync() : route.ContinueAsync());
        await page.Locator("#upload input[name=files]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "large.png",
                    MimeType = "image/png",
                    Buffer = [.. Given.HarbourPng(), .. new byte[17 << 20]],
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel: large.png" }).ClickAsync();
        await Assertions.Expect(page.Locator("#transfers")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#transfers")).ToHaveCountAsync(0);
        Assert.Equal(0, await CountAsync(user.Id));
    }

    [Fact]
    public async Task The_same_upload_with_the_same_key_is_one_file()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "a.png" } };
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/media") { Content = form };
                    request.Headers.Add("Idempotency-Key", "abc-1");
                    using var answer = await client.SendAsync(request);
                    Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                    return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
                })
        );
        Assert.Single(ids.Distinct());
        Assert.Equal(1, await CountAsync(user.Id));
    }

    [Fact]
    public async Task Five_hundred_previews_that_were_opened_and_closed_hold_no_memory()
    {
        var (_, page, _) = await SignedInAsync();
        await page.GotoAsync("/Gallery");
        var counts = await page.EvaluateAsync<int[]>(
            """
            async () => {
              const shown = [];
              for (let i = 0; i < 500; i++) {
                const image = new Image();
                image.src = BlobManager.acquire(new Blob([new Uint8Array(1000)]), i % 2 ? 'preview' : 'lightbox', image);
                document.body.append(image);
                shown.push(image);
              }
              const open = BlobManager.getStats();
              for (const image of shown) image.remove();
              await new Promise(r => setTimeout(r, 50));
              const closed = BlobManager.getStats();
              return [open.totalURLs, open.totalSize, open.byContext.preview, closed.totalURLs, closed.totalSize, closed.oldestAge];
            }
            """
        );
        Assert.Equal([500, 500_000, 250, 0, 0, 0], counts);
        var shared = await page.EvaluateAsync<int[]>(
            """
            () => {
              const blob = new Blob(['x']), one = BlobManager.acquire(blob, 'a'), two = BlobManager.acquire(blob, 'a');
              const same = one === two ? 1 : 0;
              BlobManager.release(one);
              const left = BlobManager.getStats().totalURLs;
              BlobManager.release(two);
              return [same, left, BlobManager.getStats().totalURLs];
            }
            """
        );
        Assert.Equal([1, 1, 0], shared);
    }

    private Task<int> CountAsync(Guid user) => app.WithDbAsync(db => db.Set<MediaItem>().CountAsync(m => m.CreatedBy == user));

    private async Task<Guid> UploadAsync(User user)
    {
        using var client = await app.WithTokenAsync(user);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "a.png" } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<(IBrowserContext Context, IPage Page, User User)> SignedInAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var context = await browser.ContextAsync(app.Address);
        var page = await context.NewPageAsync();
        await page.SignInAsync(user.UserName!);
        return (context, page, user);
    }
}
