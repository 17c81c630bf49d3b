using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>What the form of a message sends.</summary>
public sealed record ChatPost
{
    [FromForm(Name = "text")]
    public string? Text { get; init; }

    /// <summary>"provider|model", or "words".</summary>
    [FromForm(Name = "maker")]
    public string? Maker { get; init; }

    [FromForm(Name = "count")]
    public int? Count { get; init; }

    [FromForm(Name = "references")]
    public List<Guid> References { get; init; } = [];

    [FromForm(Name = "inStyle")]
    public bool InStyle { get; init; }

    /// <summary>Of a new conversation.</summary>
    [FromForm(Name = "projectId")]
    public Guid? ProjectId { get; init; }

    [FromForm(Name = "idempotencyKey")]
    public Guid? IdempotencyKey { get; init; }

    /// <summary>Assets that are named and have no picture, and without which it is made.</summary>
    [FromForm(Name = "goOn")]
    public List<Guid> GoOn { get; init; } = [];

    /// <summary>Why it was not sent.</summary>
    public string? Problem { get; init; }

    /// <exception cref="RefusedException">422: a model that is none.</exception>
    public Saying Read(ModelChoices choices)
    {
        var (kind, provider, model) = choices.Read(Maker) ?? throw RefusedException.Invalid("Choose a model.", "maker");
        return Count is null or (>= 1 and <= ChatForm.MostPictures)
            ? new(Text, kind, provider, model, References, kind is null ? 1 : Count ?? 1, InStyle)
            : throw RefusedException.Invalid($"Generate 1 to {ChatForm.MostPictures} pictures at once.", "count");
    }
}

/// <summary>The form of a message as a page shows it.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Post">What is in it.</param>
/// <param name="Choices">Who can be asked.</param>
/// <param name="Titles">Of the references in it.</param>
/// <param name="Style">Of the conversation's project, by name.</param>
public sealed record ChatForm(string Action, ChatPost Post, ModelChoices Choices, IReadOnlyDictionary<Guid, string> Titles, string? Style)
{
    public const int MostPictures = 8;

    /// <summary>Of the conversation; null for the whole studio, and where one is chosen in the form.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>Who is named in it.</summary>
    public NamedInPrompt Named { get; init; } = NamedInPrompt.Nothing;
}

internal static class ChatReading
{
    /// <summary>Who is named in a message, and whether their pictures go along; nobody where words are asked for.</summary>
    public static Task<NamedInPrompt> InMessageAsync(
        this NamedReferences named,
        ProviderCatalog catalog,
        ChatPost post,
        Guid? projectId,
        CancellationToken cancel
    ) =>
        post.Maker == ModelChoices.Words || !catalog.MakePictures([post.Maker ?? ""])
            ? Task.FromResult(NamedInPrompt.Nothing)
            : named.ReadAsync(projectId, [], post.Text, post.References, catalog.TakesPictures([post.Maker ?? ""]), post.GoOn, cancel);

    public static async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(
        this LibraryContext db,
        List<Guid> media,
        CancellationToken cancel
    ) =>
        media.Count == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<MediaItem>().Where(m => media.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Title, cancel);

    /// <summary>Where the viewer may have something made, by name.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> EditableProjectsAsync(
        this LibraryContext db,
        CurrentViewer viewer,
        CancellationToken cancel
    )
    {
        var projects = db.Set<Project>().AsNoTracking();
        if (!viewer.SeesAll)
        {
            projects = projects.Where(p =>
                db.Set<ProjectMember>().Any(m => m.ProjectId == p.Id && m.UserId == viewer.Id && m.Role != Role.Viewer)
            );
        }

        var rows = await projects.OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        return rows.ConvertAll(p => (p.Id, p.Name));
    }
}
