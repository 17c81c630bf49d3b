using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Pages;

/// <summary>A studio with something on every page.</summary>
/// <param name="States">Pages as people meet them: empty, full, searched, filtered.</param>
/// <param name="Ids">What stands for a parameter of a route, by its name or, where that says too little, with what comes before it.</param>
internal sealed record FurnishedStudio(List<(string Title, string Address)> States, Dictionary<string, string?> Ids)
{
    public static async Task<FurnishedStudio> MakeAsync(App app)
    {
        var ada = await app.AddUserAsync("ada", Role.Admin);
        using var client = await app.WithTokenAsync(ada);
        var project = await app.ProjectAsync("The Last Lamp", ada.Id);
        var bare = await client.PostedAsync("/api/v1/projects", new { name = "Without a script" });
        await using var sample = typeof(Program).Assembly.GetManifestResourceStream("sample.fountain")!;
        using var draft = await client.PostAsync($"/api/v1/projects/{project.Id}/drafts?fileName=lamp.fountain", new StreamContent(sample));
        Assert.True(draft.IsSuccessStatusCode);
        var run = (await client.PostedAsync($"/api/v1/projects/{project.Id}/extractions", new { })).GetProperty("jobId").GetString();
        await client.FinishedAsync($"/api/v1/jobs/{run}");
        var candidates = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/candidates")).GetProperty("items");
        var accepted = await client.PostedAsync(
            $"/api/v1/projects/{project.Id}/candidates/accept",
            new { ids = candidates.EnumerateArray().Take(14).Select(c => c.GetProperty("id").GetString()).ToArray() }
        );
        var assets = accepted.GetProperty("assets").EnumerateArray().Select(a => a.GetProperty("id").GetString()!).ToList();
        var batch = await client.PostedAsync(
            "/api/v1/generations",
            new { subjects = assets.Take(12).Select(id => new { type = "projectAsset", id }), count = 1 }
        );
        foreach (var job in batch.GetProperty("jobs").EnumerateArray())
        {
            await client.FinishedAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}");
        }

        foreach (var asset in assets.Take(7))
        {
            await client.PostedAsync($"/api/v1/project-assets/{asset}/promote", new { onConflict = "skip" });
        }

        // Something to sync: the library moves on, and an edit here stands against it; a look, and an asset that is matched.
        var (linked, changed) = (
            await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{assets[0]}"),
            await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{assets[1]}")
        );
        foreach (var asset in new[] { linked, changed })
        {
            var source = await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{asset.GetProperty("libraryAssetId").GetString()}");
            using var moved = await client.PatchAsJsonAsync(
                $"/api/v1/library/{source.GetProperty("id").GetString()}",
                new
                {
                    revision = source.GetProperty("revision").GetInt32(),
                    description = "Taller than before, with a long grey coat and a lantern.",
                }
            );
            Assert.True(moved.IsSuccessStatusCode);
        }

        using var edited = await client.PatchAsJsonAsync(
            $"/api/v1/project-assets/{assets[0]}",
            new
            {
                revision = linked.GetProperty("revision").GetInt32(),
                description = linked.GetProperty("description").GetString() + " Here with a limp.",
            }
        );
        Assert.True(edited.IsSuccessStatusCode);
        var look = (
            await client.PostedAsync(
                $"/api/v1/project-assets/{assets[0]}/looks",
                new { name = "Winter coat", description = "Grey wool, wet." }
            )
        )
            .GetProperty("id")
            .GetString();
        var shared = (
            await client.PostedAsync(
                $"/api/v1/library/{linked.GetProperty("libraryAssetId").GetString()}/looks",
                new { name = "Night", description = "By lamplight." }
            )
        )
            .GetProperty("id")
            .GetString();
        await RewriteAsync(client, project.Id);
        await app.JobAsync(project.Id);
        await SpendAsync(app, ada.Id, project.Id, Guid.Parse(assets[0]));
        var library = (await client.GetFromJsonAsync<JsonElement>("/api/v1/library")).GetProperty("items")[0].GetProperty("id").GetString();
        var media = (await client.GetFromJsonAsync<JsonElement>("/api/v1/media")).GetProperty("items")[0].GetProperty("id").GetString();
        var root = $"/Projects/{project.Id}";
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.Clip()), "file", "swing.mp4" } };
        using var brought = await client.PostAsync($"/api/v1/media?project={project.Id}", form);
        var clip = (await brought.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await client.PostedAsync($"/api/v1/subjects/projectAsset/{assets[0]}/versions/clip", new { mediaIds = new[] { clip } });
        var tag = new Tag { Name = "Fog", NormalizedName = "fog" };
        await app.AddAsync(tag);
        var (unread, style) = (await UnreadAsync(app, project.Id), await app.StyleAsync());
        var conversation = (await client.PostedAsync("/api/v1/conversations", new { title = "Lamps at night" }))
            .GetProperty("id")
            .GetString();
        await client.PostedAsync(
            $"/api/v1/conversations/{conversation}/messages",
            new
            {
                text = "A red lamp in the rain",
                kind = "image",
                count = 2,
            }
        );
        var scene = await app.WithDbAsync(db =>
            db.Set<Web.Scripts.Scene>().Where(s => s.ProjectId == project.Id && s.LastDraft == null).Select(s => s.Id).FirstAsync()
        );
        List<(string, string)> pages =
        [
            ("sign-in", "/SignIn"),
            ("projects", "/Projects"),
            ("project-new", "/Projects/New"),
            ("overview", root),
            ("script", $"{root}/Script"),
            ("script-old", $"{root}/Script?draft=1&lines=on"),
            ("diff", $"{root}/Drafts/Diff"),
            ("changes", $"{root}/Changes"),
            ("branches", $"{root}/Branches"),
            ("script-none", $"/Projects/{bare.GetProperty("id").GetString()}/Script"),
            ("inbox", $"{root}/Inbox"),
            ("extraction-run", $"{root}/Inbox/Runs/{run}"),
            ("inbox-bare", $"/Projects/{bare.GetProperty("id").GetString()}/Inbox"),
            ("asset", $"{root}/Assets/{assets[0]}"),
            ("settings", $"{root}/Settings"),
            ("sync", $"{root}/Sync"),
            ("sync-asset", $"{root}/Assets/{assets[0]}/Sync"),
            ("from-library", $"{root}/FromLibrary"),
            ("match", $"{root}/Match?library={library}"),
            ("match-asset", $"{root}/Match?library={linked.GetProperty("libraryAssetId").GetString()}&asset={assets[0]}"),
            ("looks", $"{root}/Looks"),
            ("look", $"{root}/Looks/{look}"),
            ("merge", $"{root}/Assets/{assets[0]}/Merge?with={assets[1]}"),
            ("metadata", $"{root}/Assets/{assets[0]}/Metadata"),
            ("library-look", $"/Library/Looks/{shared}"),
            ("library-styles", "/Library/Styles"),
            ("style", $"/Library/Styles/{style}"),
            ("library-merge", $"/Library/{library}/Merge"),
            ("export", $"{root}/Export"),
            ("casting", $"{root}/Casting"),
            ("casting-none", $"/Projects/{bare.GetProperty("id").GetString()}/Casting"),
            ("breakdown", $"{root}/Breakdown"),
            ("assets", $"{root}/Assets"),
            ("assets-list", $"{root}/Assets?view=list"),
            ("asset-new", $"{root}/Assets/New"),
            ("project-style", $"{root}/Style"),
            ("project-style-none", $"/Projects/{bare.GetProperty("id").GetString()}/Style"),
            ("activity", $"{root}/Activity"),
            ("inbox-rejected", $"{root}/Inbox?show=rejected"),
            ("inbox-filtered", $"{root}/Inbox?find=zzz&kind=prop"),
            ("compare", $"/Versions/{assets[0]}/reference/Compare"),
            ("help-keys", "/Help/Keys"),
            ("projects-archived", "/Projects?archived=true"),
            ("composer", $"/Generate/Compose?subjectId={assets[0]}"),
            ("assets-filtered", $"{root}/Assets?picture=has&sync=instep&find=a&tier=probable&view=list"),
            ("library", "/Library"),
            ("library-list", "/Library?view=list"),
            ("library-nothing", "/Library?q=zzzz&view=grid"),
            ("library-new", "/Library/New"),
            ("library-asset", $"/Library/{library}"),
            ("library-trash", "/Library?trash=true"),
            ("library-filtered", $"/Library?q={Uri.EscapeDataString("lamp")}&tag=night&picture=has"),
            ("library-guess", "/Library?q=lihgt"),
            ("library-tags", "/Library/Tags"),
            ("versions", $"/Versions/{assets[0]}/reference"),
            ("clips", $"/Versions/{assets[0]}/clip"),
            ("clip-new", $"/Generate/Clip?subjectId={assets[0]}"),
            ("lightbox-clip", $"/Gallery/{clip}"),
            ("gallery", "/Gallery"),
            ("lightbox", $"/Gallery/{media}"),
            ("erase", $"/Gallery/{media}/Erase"),
            ("jobs-failed", "/Jobs?state=failed"),
            ("jobs", "/Jobs"),
            ("account", "/Account"),
            ("admin", "/Admin"),
            ("providers", "/Admin/Providers"),
            ("costs", "/Admin/Costs"),
            ("costs-none", "/Admin/Costs?month=2020-01"),
            ("jobs-parked", "/Jobs?state=parked"),
            ("jobs-collect", "/Jobs?state=collect"),
            ("jobs-look", "/Jobs?state=look"),
            ("answer", $"/Jobs/{unread}/Answer"),
            ("sent", $"/Generate/Sent/{media}"),
            ("cancel-batch", $"/Jobs/Batches/{batch.GetProperty("batchId").GetString()}/Cancel"),
            ("help", "/Help"),
            ("gallery-unsorted", "/Gallery?unsorted=true"),
            ("gallery-filtered", $"/Gallery?kind=image&project={project.Id}&rating=5"),
            ("gallery-trash", "/Gallery/Trash"),
            ("gallery-link", $"/Gallery/Link?ids={media}"),
            ("chat", "/Chat"),
            ("conversation", $"/Chat/{conversation}"),
            ("storyboard", $"{root}/Scenes"),
            ("storyboard-none", $"/Projects/{bare.GetProperty("id").GetString()}/Scenes"),
            ("frames-missing", $"{root}/Scenes/Missing"),
            ("frame", $"{root}/Scenes/{scene}/Frame"),
            ("spreadsheet", $"{root}/Spreadsheet"),
            ("offline", "/Offline"),
            ("delivery", "/Admin/Delivery"),
            ("storage", "/Admin/Storage"),
        ];
        return new(
            pages,
            new(StringComparer.Ordinal)
            {
                ["{projectId:guid}"] = $"{project.Id}",
                ["{assetId:guid}"] = assets[0],
                ["{lookId:guid}"] = look,
                ["{runId:guid}"] = run,
                ["{subjectId:guid}"] = assets[0],
                ["{sceneId:guid}"] = $"{scene}",
                ["/Chat/{id:guid}"] = conversation,
                ["/Visualize/{session:guid?}"] = "",
                ["/Projects/{id:guid}"] = $"{project.Id}",
                ["{key}"] = "reference",
                ["{mediaId:guid}"] = media,
                ["/Library/{id:guid}"] = library,
                ["/Library/Looks/{lookId:guid}"] = shared,
                ["/Library/Styles/{id:guid}"] = $"{style}",
                ["/Library/Tags/{id:guid}"] = $"{tag.Id}",
                ["/Gallery/{id:guid}"] = media,
                ["/Jobs/{id:guid}"] = $"{unread}",
                ["/Jobs/Batches/{id:guid}"] = batch.GetProperty("batchId").GetString(),
            }
        );
    }

    /// <summary>Some weeks of spending, two budgets, and a picture that waits because of one.</summary>
    private static Task<int> SpendAsync(App app, Guid user, Guid project, Guid asset) =>
        app.WithDbAsync(async db =>
        {
            for (var i = 0; i < 60; i++)
            {
                db.Add(
                    new CostEntry
                    {
                        At = db.Now.AddHours(-9 * i),
                        ProjectId = project,
                        UserId = user,
                        SubjectId = asset,
                        Provider = i % 4 == 0 ? "replicate" : "gemini",
                        Model = "some-model",
                        MicroUsd = 33_600 * (1 + (i % 5)),
                        Basis = CostBasis.Price,
                    }
                );
            }

            db.AddRange(
                Budget.Make(BudgetScope.Studio, null, BudgetPeriod.Month, 50),
                Budget.Make(BudgetScope.Project, project, BudgetPeriod.Day, 2)
            );
            var batch = db.Add(new Batch { Name = "3 pictures", ProjectId = project }).Entity;
            await db.SaveChangesAsync();
            foreach (var name in new[] { "Iris", "Tilda", "Bruno" })
            {
                db.Enqueue(new Job("generation", $"Picture of {name}", project, batch.Id))
                    .Park("$0.13 more would exceed the project’s budget of $2.00 per day ($1.98 spent or reserved).");
            }

            return await db.SaveChangesAsync();
        });

    /// <summary>A picture that was paid for and answered in a form that nobody knows.</summary>
    private static async Task<Guid> UnreadAsync(App app, Guid project)
    {
        var answer =
            """{"images":[{"payload":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}],"at":"https://cdn.example.org/a.png?x=1"}""";
        var kept = await app
            .Services.GetRequiredService<KeptAnswers>()
            .KeepAsync(new(Encoding.UTF8.GetBytes(answer), "application/json", "images[].payload: text, at: text"));
        return await app.WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job("generation", "Picture of the lamp", project));
            job.Fail(new(FailureStage.Download, ErrorClass.EmptyResult, "Strange answered in a form that is not known here."), db.Now);
            db.Add(
                new GenerationRequest
                {
                    Id = job.Id,
                    ProjectId = project,
                    InputsHash = "answer",
                    Take = 1,
                    AssetKey = "reference",
                    Provider = "strange",
                    Model = "odd-1",
                    Sent = "{}",
                    Width = 512,
                    Height = 512,
                    Seed = 1,
                }
            );
            var order = Order.Plan(job.Id, project);
            order.Submit(db.Now);
            order.ArriveUnread(1, kept, new(40_000, CostBasis.Price), db.Now);
            db.Add(order);
            await db.SaveChangesAsync();
            return job.Id;
        });
    }

    /// <summary>A second draft in which something happened to every part: renamed, rewritten, moved, gone, new.</summary>
    private static async Task RewriteAsync(HttpClient client, Guid project)
    {
        using var reader = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("sample.fountain")!);
        var scenes = (await reader.ReadToEndAsync())
            .ReplaceLineEndings("\n")
            .Replace("\nINT. ", "\n|INT. ", StringComparison.Ordinal)
            .Replace("\nEXT. ", "\n|EXT. ", StringComparison.Ordinal)
            .Split('|')
            .ToList();
        Assert.True(scenes.Count > 4);
        (scenes[^1], scenes[^2]) = (scenes[^2].TrimEnd() + "\n\n", scenes[^1].TrimEnd() + "\n\n");
        scenes.RemoveAt(2);
        scenes.Insert(3, "INT. FERRY - DAWN\n\nA deckhand, ANSELM, counts crates of lamp oil.\n\nANSELM\nForty. There were forty-one.\n\n");
        scenes[1] = scenes[1].Replace(" the ", " the old ", StringComparison.Ordinal) + "Nobody answers.\n\n";
        using var draft = await client.PostAsync(
            $"/api/v1/projects/{project}/drafts?fileName=lamp-2.fountain",
            new StringContent(string.Concat(scenes))
        );
        Assert.True(draft.IsSuccessStatusCode);
        await client.PostedAsync($"/api/v1/projects/{project}/branches", new { name = "Happy ending", fromBranchId = (string?)null });
    }
}
