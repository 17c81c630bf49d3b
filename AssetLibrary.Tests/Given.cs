using System.Globalization;
using System.Security.Cryptography;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Tests;

/// <summary>Short builders of rows; each test makes its own.</summary>
public static class Given
{
    public static async Task<Project> ProjectAsync(this App app, string name, Guid maker, params (Guid User, Role Role)[] others) =>
        await app.WithDbAsync(
            async db =>
            {
                var (project, _) = Project.Make(db, name);
                db.AddRange(
                    others.Select(o => new ProjectMember
                    {
                        ProjectId = project.Id,
                        UserId = o.User,
                        Role = o.Role,
                    })
                );
                await db.SaveChangesAsync();
                var style = ReadyStyles.All[0];
                project.Use(StyleCapsule.Make(db, project.Id, style.Name, style.Prompt, style.Negative, style.Palette));
                await db.SaveChangesAsync();
                return project;
            },
            maker
        );

    /// <summary>A style of the studio.</summary>
    public static async Task<Guid> StyleAsync(this App app, string prompt = "ink") =>
        await app.WithDbAsync(async db =>
        {
            var style = StyleCapsule.Make(db, null, "Ink", prompt, "", []);
            await db.SaveChangesAsync();
            return style.Id;
        });

    public static async Task<LibraryAsset> LibraryAssetAsync(
        this App app,
        string name,
        AssetType type = AssetType.Prop,
        string description = ""
    ) =>
        await app.WithDbAsync(async db =>
        {
            var asset = LibraryAsset.Make(db, type, name, [], description);
            await db.SaveAssetAsync(asset, "created");
            return asset;
        });

    public static async Task<ProjectAsset> ProjectAssetAsync(this App app, Project project, string name, AssetType type = AssetType.Prop) =>
        await app.WithDbAsync(async db =>
        {
            var asset = ProjectAsset.Make(db, project.Id, BranchOf(db, project), type, name, [], "");
            await db.SaveChangesAsync();
            return asset;
        });

    public static async Task<Guid> LookAsync(this App app, Project project, string name)
    {
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        return await app.WithDbAsync(async db =>
        {
            var look = Look.Make(db, asset, name, null);
            await db.SaveChangesAsync();
            return look.Id;
        });
    }

    public static async Task<Guid> LibraryLookAsync(this App app, string name)
    {
        var asset = await app.LibraryAssetAsync("Mara", AssetType.Character);
        return await app.WithDbAsync(async db =>
        {
            var look = LibraryLook.Make(db, db.Set<LibraryAsset>().Single(a => a.Id == asset.Id), name, null);
            await db.SaveChangesAsync();
            return look.Id;
        });
    }

    /// <summary>Scenes of a draft; the asset is in each, once in the first, twice in the second …</summary>
    public static async Task<List<Guid>> ScenesAsync(this App app, ProjectAsset asset, int scenes) =>
        await app.WithDbAsync(async db =>
        {
            var draft = new Draft
            {
                ProjectId = asset.ProjectId,
                BranchId = asset.BranchId,
                Number = 1,
                FileName = "a.fountain",
                Format = "fountain",
                Encoding = "utf-8",
                Title = null,
                TextSha256 = BlobRef.Parse(new('a', 64)),
                SceneCount = scenes,
            };
            db.Add(draft);
            var ids = new List<Guid>();
            for (var i = 1; i <= scenes; i++)
            {
                var scene = new Scene
                {
                    ProjectId = asset.ProjectId,
                    BranchId = asset.BranchId,
                    FirstDraft = 1,
                    Ordinal = i,
                    Heading = string.Create(CultureInfo.InvariantCulture, $"INT. ROOM {i}"),
                };
                db.Add(
                    new Subject
                    {
                        Id = scene.Id,
                        Type = SubjectType.Scene,
                        ProjectId = asset.ProjectId,
                    }
                );
                db.Add(scene);
                db.Add(
                    new SceneText
                    {
                        SceneId = scene.Id,
                        DraftId = draft.Id,
                        ProjectId = asset.ProjectId,
                        FromLine = i * 10,
                        ToLine = (i * 10) + 9,
                        Hash = "x",
                    }
                );
                db.Add(
                    new Appearance
                    {
                        ProjectAssetId = asset.Id,
                        SceneId = scene.Id,
                        ProjectId = asset.ProjectId,
                        Speaks = false,
                        Count = i,
                    }
                );
                ids.Add(scene.Id);
            }

            await db.SaveChangesAsync();
            return ids;
        });

    public static async Task<Candidate> CandidateAsync(this App app, Project project, string name, AssetType type = AssetType.Character) =>
        await app.WithDbAsync(async db =>
        {
            var branch = BranchOf(db, project);
            var draft = db.Set<Draft>().FirstOrDefault(d => d.BranchId == branch)
                ?? db.Add(
                    new Draft
                    {
                        ProjectId = project.Id,
                        BranchId = branch,
                        Number = 1,
                        FileName = "a.fountain",
                        Format = "fountain",
                        Encoding = "utf-8",
                        Title = null,
                        TextSha256 = BlobRef.Parse(new('0', 64)),
                        SceneCount = 0,
                    }
                ).Entity;
            var job = new Job(ExtractionJob.KindName, "Extract", project.Id);
            job.Succeed(null, db.Now);
            var run = new ExtractionRun
            {
                Id = job.Id,
                ProjectId = project.Id,
                BranchId = branch,
                DraftId = draft.Id,
                Extractor = ExtractionJob.BuiltIn,
                StyleId = project.StyleId!.Value,
            };
            var candidate = Candidate.From(
                run,
                0,
                new(type, name, [], "As found.", Confidence.Sure, true, [], []),
                new Dictionary<int, Guid>()
            );
            db.AddRange(
                job,
                run,
                candidate,
                new Evidence
                {
                    CandidateId = candidate.Id,
                    ProjectId = project.Id,
                    Line = 3,
                    Quote = name,
                }
            );
            await db.SaveChangesAsync();
            return candidate;
        });

    public static async Task<Guid> ConversationAsync(this App app, Project project) =>
        await app.WithDbAsync(async db =>
        {
            var conversation = Web.Conversations.Conversation.Begin("Lamps", project.Id, db.Now);
            db.Add(conversation);
            await db.SaveChangesAsync();
            return conversation.Id;
        });

    public static async Task<Decision> DecisionAsync(this App app, Project project) =>
        await app.WithDbAsync(async db =>
        {
            var empty = Decision.Write();
            var decision = new Decision
            {
                ProjectId = project.Id,
                BranchId = BranchOf(db, project),
                At = db.Now,
                Verb = DecisionVerb.Reject,
                Before = empty,
                After = empty,
            };
            db.Add(decision);
            await db.SaveChangesAsync();
            return decision;
        });

    public static async Task<Job> JobAsync(this App app, Guid? project, string kind = "none", JobState state = JobState.Failed) =>
        await app.WithDbAsync(async db =>
        {
            var batch = new Batch { Name = "some", ProjectId = project };
            var job = new Job(kind, "A job", project, batch.Id);
            if (state == JobState.Failed)
            {
                job.Fail(new(FailureStage.Submit, ErrorClass.Internal, "It was made to fail."), db.Now);
            }
            else if (state == JobState.Parked)
            {
                job.Park("$0.13 more would exceed the studio’s budget.");
            }

            db.AddRange(batch, job);
            await db.SaveChangesAsync();
            return job;
        });

    /// <summary>A picture as a row, without bytes behind it.</summary>
    public static MediaItem Picture(Guid? project = null, string title = "A picture", string? sha256 = null) =>
        MediaItem.Restore(BlobRef.Parse(sha256 ?? RandomNumberGenerator.GetHexString(64, lowercase: true)), title, project);

    public static async Task<int> VersionAsync(this App app, Subject subject, MediaItem item, string key = AssetKeys.Reference) =>
        await app.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (db.Set<MediaItem>().Find(item.Id) is null)
            {
                db.Add(item);
            }

            var number = await db.AppendAsync(subject, key, [item.Id]);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return number;
        });

    /// <summary>Two seconds of a test pattern, 320 × 180, H.264 in MP4.</summary>
    public static BlobRef Sha256(byte[] bytes) => BlobRef.Of(System.Security.Cryptography.SHA256.HashData(bytes));

    public static byte[] Clip() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "clip.mp4"));

    public static byte[] HarbourPng() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "harbour.png"));

    private static Guid BranchOf(LibraryContext db, Project project) =>
        db.Set<Branch>().Single(b => b.ProjectId == project.Id && b.Name == Branch.Main).Id;
}
