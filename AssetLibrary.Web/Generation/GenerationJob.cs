using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Orders one picture, waits for it, takes it in and appends it as a version. The version, the item and the job's success are
/// one transaction: killed before it, the next attempt finds the bytes by their address; killed after it, there is nothing left to do.
/// </summary>
public sealed class GenerationJob(LibraryContext db, IEnumerable<IImageProvider> providers, MediaDoor door, TimeProvider time) : IJobHandler
{
    public const string KindName = "generation";

    public string Kind => KindName;

    public async Task RunAsync(JobRun run)
    {
        var request = await db.Set<GenerationRequest>().SingleAsync(r => r.Id == run.Job.Id, run.Cancel);
        if (request.MediaId is not null)
        {
            return;
        }

        var sent = JsonSerializer.Deserialize<Sent>(request.Sent, JsonSerializerOptions.Web)!;
        var provider = providers.FirstOrDefault(p => p.Info.Name == request.Provider)
            ?? throw new JobFailedException(new(FailureStage.Prepare, ErrorClass.Auth, $"The provider “{request.Provider}” is not configured here any more."));
        var file = await OrderAsync(run, request, provider, new(sent, request.Seed));
        try
        {
            await StoreAsync(run, request, sent, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<string> OrderAsync(JobRun run, GenerationRequest request, IImageProvider provider, PictureOrder order)
    {
        var step = request.ProviderJobId is { } known ? await provider.CollectAsync(known, run.Cancel) : await provider.SubmitAsync(order, run.Cancel);
        while (step is ProviderStep.Pending pending)
        {
            if (request.ProviderJobId != pending.ProviderJobId)
            {
                request.ProviderJobId = pending.ProviderJobId;
                await db.SaveChangesAsync(CancellationToken.None);
            }

            await Task.Delay(pending.LookAgain, time, run.Cancel);
            step = await provider.CollectAsync(pending.ProviderJobId, run.Cancel);
        }

        return ((ProviderStep.Finished)step).File;
    }

    private async Task StoreAsync(JobRun run, GenerationRequest request, Sent sent, string file)
    {
        await using var bytes = File.OpenRead(file);
        var origin = new MediaOrigin(MediaSource.Generation, sent.Subject?.Name ?? sent.Prompt, null, request.ProjectId)
        {
            Provider = request.Provider,
            Model = request.Model,
            Prompt = sent.Prompt,
            Seed = request.Seed,
            JobId = request.Id,
        };
        var item = await TakeAsync(bytes, origin, run.Cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        int? number = null;
        if (request.SubjectId is { } id && await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == id) is { } subject)
        {
            number = await db.AppendAsync(subject, request.AssetKey, [item.Id]);
            if (subject.Type == SubjectType.ProjectAsset)
            {
                await db.NoteAsync(id, Notes(sent, request.Id));
            }
        }

        request.MediaId = item.Id;
        await run.SucceedAsync(new { mediaId = item.Id, subject = request.SubjectId, key = request.AssetKey, number });
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>What a project asset remembers of the last picture that was made of it.</summary>
    internal static JsonObject Notes(Sent sent, Guid jobId) => new()
    {
        ["lastJobId"] = jobId.ToString(),
        ["lastStyle"] = sent.Style is null ? null : new JsonObject { ["id"] = sent.Style.Id.ToString(), ["revision"] = sent.Style.Revision, ["name"] = sent.Style.Name },
    };

    private async Task<MediaItem> TakeAsync(Stream bytes, MediaOrigin origin, CancellationToken cancel)
    {
        try
        {
            return await door.TakeAsync(bytes, origin, cancel);
        }
        catch (RefusedException refused)
        {
            throw new JobFailedException(new(FailureStage.Verify, ErrorClass.Broken, $"What came back cannot be kept: {refused.Message}"), refused);
        }
        catch (IOException e) when (ErrorPages.IsFullDisk(e))
        {
            throw new JobFailedException(new(FailureStage.Store, ErrorClass.Temporary, "The server's disk is full.", TimeSpan.FromMinutes(1)), e);
        }
    }
}
