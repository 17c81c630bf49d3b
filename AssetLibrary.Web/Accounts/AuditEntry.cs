using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Accounts;

/// <summary>Who did what to which row, and when. Never changed.</summary>
public sealed class AuditEntry : IOutlivesProject
{
    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Guid? UserId { get; private set; }
    public Guid? ProjectId { get; private set; }
    public string Verb { get; private set; } = "";
    public Guid? SubjectId { get; private set; }
    public string Details { get; private set; } = "";

    internal static AuditEntry Of(LibraryContext db, string verb, Guid? subjectId, Guid? projectId, string details) =>
        new()
        {
            At = db.Now,
            UserId = db.ViewerId,
            Verb = verb,
            SubjectId = subjectId,
            ProjectId = projectId,
            Details = details,
        };
}

public static class Audit
{
    /// <summary>Adds an entry to what the caller is about to save, so that it stands or falls with the change.</summary>
    public static void Record(this LibraryContext db, string verb, Guid? subjectId = null, Guid? projectId = null, string details = "") =>
        db.Add(AuditEntry.Of(db, verb, subjectId, projectId, SearchText.Cut(details, 500)));
}
