using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Styles;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary><c>benchmark --project</c>: a project of 3,000 assets and an inbox of 1,000 candidates.</summary>
internal static class ProjectBenchmark
{
    private const int Assets = 3000,
        Candidates = 1000,
        Decisions = 400;

    public static async Task PrintAsync(Func<string[], WebApplication> build)
    {
        await using var server = await BenchmarkServer.PrepareAsync(build, _ => { });
        var (project, candidates) = await FillAsync(server);
        await server.RestartAsync();
        var root = $"/Projects/{project}";
        using var client = await server.SignInAsync();
        foreach (var (name, path) in new[] { ("assets, first page", "Assets"), ("inbox", "Inbox"), ("overview", "") })
        {
            var page = await client.GetByteArrayAsync($"{root}/{path}");
            BenchmarkCommand.Row(
                $"{name}, 3,000 assets and 1,000 candidates",
                $"{await server.CpuPerPageAsync($"{root}/{path}"):F2} ms of CPU, {page.Length / 1000.0:F0} kB"
            );
        }

        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", BenchmarkServer.CsrfOf(await client.GetStringAsync($"{root}/Inbox")));
        var sizes = 0L;
        var before = TimeSpan.Zero;
        for (var i = 0; i < Decisions + 50; i++)
        {
            if (i == 50)
            {
                (before, sizes) = (server.Cpu, 0);
            }

            using var decision = new HttpRequestMessage(HttpMethod.Post, $"{root}/Inbox/Accept?next={candidates[i + 1]}")
            {
                Content = new FormUrlEncodedContent([new("ids", $"{candidates[i]}"), new("fast", "true")]),
            };
            decision.Headers.Add("HX-Request", "true");
            decision.Headers.Add("HX-Request-Type", "partial");
            using var answer = await client.SendAsync(decision);
            sizes += (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
        }

        BenchmarkCommand.Row(
            "a decision among 1,000 candidates",
            $"{(server.Cpu - before).TotalMilliseconds / Decisions:F2} ms of CPU, {sizes / 1000.0 / Decisions:F1} kB"
        );
    }

    private static Task<(Guid Project, List<Guid> Candidates)> FillAsync(BenchmarkServer server) =>
        server.WithDbAsync(async db =>
        {
            var (project, branch) = Project.Make(db, "A long film");
            await db.SaveChangesAsync();
            var style = ReadyStyles.All[0];
            project.Use(StyleCapsule.Make(db, project.Id, style.Name, style.Prompt, style.Negative, style.Palette));
            await db.SaveChangesAsync();
            for (var i = 0; i < Assets; i++)
            {
                ProjectAsset.Make(db, project.Id, branch.Id, (AssetType)(i % 3), $"Asset number {i}", [], "Described in a few words.");
            }

            var draft = new Draft
            {
                ProjectId = project.Id,
                BranchId = branch.Id,
                Number = 1,
                FileName = "a.fountain",
                Format = "fountain",
                Encoding = "utf-8",
                Title = null,
                TextSha256 = Blobs.BlobRef.Parse(new('0', 64)),
                SceneCount = 0,
            };
            var job = new Job(ExtractionJob.KindName, "Extract", project.Id);
            job.Succeed(null, db.Now);
            var run = new ExtractionRun
            {
                Id = job.Id,
                ProjectId = project.Id,
                BranchId = branch.Id,
                DraftId = draft.Id,
                Extractor = ExtractionJob.BuiltIn,
                StyleId = project.StyleId!.Value,
                Candidates = Candidates,
            };
            db.AddRange(draft, job, run);
            var ids = new List<Guid>();
            for (var i = 0; i < Candidates; i++)
            {
                var candidate = Candidate.From(
                    run,
                    i,
                    new(AssetType.Character, $"Person number {i}", [], "As found.", Confidence.Sure, true, [], []),
                    new Dictionary<int, Guid>()
                );
                db.Add(candidate);
                db.Add(
                    new Evidence
                    {
                        CandidateId = candidate.Id,
                        ProjectId = project.Id,
                        Line = i,
                        Quote = $"PERSON NUMBER {i} enters.",
                    }
                );
                ids.Add(candidate.Id);
            }

            await db.SaveChangesAsync();
            return (project.Id, ids);
        });
}
