using System.Text.Json.Nodes;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Assets;

/// <summary>A project asset's metadata remembers the job and the style of the last picture that was made of it.</summary>
internal sealed class MadeNotes(LibraryContext db) : IPictureMade
{
    public Task MadeAsync(Subject subject, RequestSnapshot sent, Guid jobId) =>
        subject.Type == SubjectType.ProjectAsset ? db.NoteAsync(subject.Id, Of(sent, jobId)) : Task.CompletedTask;

    private static JsonObject Of(RequestSnapshot sent, Guid jobId) =>
        new()
        {
            ["lastJobId"] = jobId.ToString(),
            ["lastStyle"] = sent.Style is null
                ? null
                : new JsonObject
                {
                    ["id"] = sent.Style.Id.ToString(),
                    ["revision"] = sent.Style.Revision,
                    ["name"] = sent.Style.Name,
                },
        };
}
