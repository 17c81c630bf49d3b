using System.Text.Json;
using System.Text.Json.Serialization;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;

namespace AssetLibrary.Web.Queue;

/// <summary>Waiting: between two tries. Parked: wants approval. ChargeUnknown: a person decides.</summary>
public enum JobState
{
    Queued,
    Waiting,
    Running,
    Paused,
    Parked,

    // People's scripts know the older word.
    [JsonStringEnumMemberName("unsure")]
    ChargeUnknown,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Where a job failed: the first six in generation, then parse, ask, check and store in extraction.</summary>
public enum FailureStage
{
    Prepare,
    Submit,
    Wait,
    Download,
    Verify,
    Store,
    Parse,
    Ask,
    Check,
}

public enum ErrorClass
{
    RateLimit,
    Quota,
    Safety,
    BadRequest,
    Auth,
    ModelGone,
    Temporary,
    EmptyResult,
    Broken,
    Cancelled,
    MaybeCharged,
    Internal,
}

/// <summary>
/// A row of work that survives a crash. Anyone who runs it holds a lease with a number of its own; a row that was claimed
/// again has another, so that what the first one still wants to save is refused as a whole.
/// </summary>
public sealed class Job : IOfProject, ICreated
{
    private Job() { }

    public Job(string kind, string title, Guid? projectId, Guid? batchId = null) =>
        (Kind, Title, ProjectId, BatchId) = (kind, SearchText.Cut(title, 200), projectId, batchId);

    public Guid Id { get; private set; } = Ids.New();
    public string Kind { get; private set; } = "";
    public string Title { get; private set; } = "";
    public Guid? ProjectId { get; private set; }
    public Guid? BatchId { get; private set; }

    /// <summary>
    /// With whom it competes: jobs of one group ask the same thing of somebody (<see cref="ConcurrencyGroups"/>). Null: with nobody.
    /// </summary>
    public string? ConcurrencyGroup { get; init; }

    /// <summary>Which server must run it, because it works with that server's files; null for any.</summary>
    public Guid? ServerId { get; init; }
    public JobState State { get; private set; }
    public int Priority { get; private set; }
    public DateTimeOffset? NotBefore { get; private set; }
    public int AttemptCount { get; private set; }
    public int RetryCount { get; private set; }
    public Guid? LeaseOwner { get; private set; }
    public DateTimeOffset? LeaseUntil { get; private set; }
    public bool CancelAsked { get; private set; }
    public int Done { get; private set; }
    public int? Total { get; private set; }
    public FailureStage? FailureStage { get; private set; }
    public ErrorClass? ErrorClass { get; private set; }
    public string? Error { get; private set; }

    /// <summary>JSON, by kind.</summary>
    public string? Result { get; private set; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What failed, was cancelled, or may have been charged can be tried again when a person wants it.</summary>
    public bool MayRetry => State is JobState.Failed or JobState.Cancelled or JobState.ChargeUnknown;

    public bool IsOver => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    public void Succeed(object? result, DateTimeOffset now)
    {
        End(JobState.Succeeded, now);
        Result = result is null ? null : JsonSerializer.Serialize(result, JsonSerializerOptions.Web);
        (FailureStage, ErrorClass, Error) = (null, null, null);
        Done = Total ?? Done;
    }

    public void Fail(JobFailure failure, DateTimeOffset now)
    {
        End(failure.Class == Queue.ErrorClass.Cancelled ? JobState.Cancelled : JobState.Failed, now);
        Explain(failure);
    }

    public void Wait(JobFailure failure, DateTimeOffset until)
    {
        Explain(failure);
        (State, NotBefore, RetryCount, LeaseOwner, LeaseUntil) = (JobState.Waiting, until, RetryCount + 1, null, null);
    }

    /// <summary>Nobody knows whether it was charged: it is not retried automatically, a person looks and decides.</summary>
    public void LeaveToPerson(JobFailure failure)
    {
        Explain(failure);
        (State, LeaseOwner, LeaseUntil, NotBefore) = (JobState.ChargeUnknown, null, null, null);
    }

    /// <summary>The app stops: the next worker begins this attempt again.</summary>
    public void HandBack() => (State, AttemptCount, LeaseOwner, LeaseUntil) = (JobState.Queued, Math.Max(0, AttemptCount - 1), null, null);

    /// <summary>It is not begun before somebody has approved it.</summary>
    public void Park(string why)
    {
        (State, Error, FailureStage, ErrorClass) = (JobState.Parked, SearchText.Cut(why, 1000), null, null);
        (LeaseOwner, LeaseUntil, NotBefore, EndedAt) = (null, null, null, null);
    }

    /// <summary>What has not begun ends here; what runs is asked to stop. False when it is over already.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (IsOver)
        {
            return false;
        }

        if (State == JobState.Running)
        {
            CancelAsked = true;
            return true;
        }

        End(JobState.Cancelled, now);
        (ErrorClass, Error) = (Queue.ErrorClass.Cancelled, "Cancelled.");
        return true;
    }

    /// <summary>It keeps its place in the queue, but is not begun. False when it does not wait to begin.</summary>
    public bool Pause()
    {
        if (State is not (JobState.Queued or JobState.Waiting))
        {
            return false;
        }

        State = JobState.Paused;
        return true;
    }

    /// <summary>What was waiting for a further try still waits. False when it was not paused.</summary>
    public bool Resume()
    {
        if (State != JobState.Paused)
        {
            return false;
        }

        State = NotBefore is null ? JobState.Queued : JobState.Waiting;
        return true;
    }

    /// <summary>Somebody wants it all the same.</summary>
    public void Approve()
    {
        if (State != JobState.Parked)
        {
            throw new InvalidOperationException($"A job that is {State} doesn’t need approval.");
        }

        (State, Error) = (JobState.Queued, null);
    }

    /// <summary>Runs once more, by a person's wish: counts start again, the story of the failure stays until it ends.</summary>
    public void Retry()
    {
        if (!MayRetry)
        {
            throw new InvalidOperationException($"A job that is {State} can’t be retried.");
        }

        (State, AttemptCount, RetryCount, NotBefore, CancelAsked, EndedAt, Done) = (JobState.Queued, 0, 0, null, false, null, 0);
    }

    private void Explain(JobFailure failure) =>
        (FailureStage, ErrorClass, Error) = (failure.Stage, failure.Class, SearchText.Cut(failure.Sentence, 1000));

    private void End(JobState state, DateTimeOffset now) =>
        (State, EndedAt, LeaseOwner, LeaseUntil, NotBefore) = (state, now, null, null, null);
}

/// <summary>
/// Why a try ended badly: where, of which class, and in a sentence that a person understands. What others said may be part of it, so it
/// is cleaned here, before it is stored, logged or shown.
/// </summary>
public sealed record JobFailure(FailureStage Stage, ErrorClass Class, string Sentence, TimeSpan? RetryAfter = null)
{
    public string Sentence { get; init; } = SearchText.Clean(Sentence);

    /// <summary>The handler itself has tried as often as is decent: no further try follows automatically.</summary>
    public bool TriedEnough { get; init; }

    public bool IsTemporary => !TriedEnough && Class is (ErrorClass.Temporary or ErrorClass.RateLimit);
}

/// <summary>Thrown by a handler to end its try.</summary>
public class JobFailedException(JobFailure failure, Exception? inner = null) : Exception(failure.Sentence, inner)
{
    public JobFailure Failure => failure;
}

/// <summary>Jobs that were asked for together.</summary>
public sealed class Batch : IOfProject, ICreated
{
    public Guid Id { get; init; } = Ids.New();
    public required string Name { get; init; }
    public Guid? ProjectId { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}

public static class Enqueueing
{
    /// <summary>Adds the job to what the caller is about to save; workers hear of it at the commit.</summary>
    public static Job Enqueue(this LibraryContext db, Job job)
    {
        db.Add(job);
        db.Announce(Topics.Job, job.Id, job.ProjectId);
        return job;
    }
}
