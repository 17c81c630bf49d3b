using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>Every conversation that the viewer may see, the last one that was spoken in first; and the beginning of a new one.</summary>
public sealed class ChatPage(
    LibraryContext db,
    CurrentViewer viewer,
    ProviderCatalog catalog,
    LanguageModel model,
    NamedReferences named,
    Talk talk
) : PageModel
{
    private const int PageSize = 60;

    public IReadOnlyList<(Conversation Conversation, string? Project, string? By)> Conversations { get; private set; } = [];

    /// <summary>Where a new conversation can belong.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Projects { get; private set; } = [];
    public ChatForm Form { get; private set; } = null!;
    public string? More { get; private set; }
    public bool MayEdit => User.May(Policies.Generate);

    public Task OnGetAsync(Guid? project, string? after, CancellationToken cancel) =>
        LoadAsync(new() { ProjectId = project }, Cursor.Read(after), cancel);

    public async Task<IActionResult> OnPostAsync(ChatPost? post, CancellationToken cancel)
    {
        post ??= new(); // nothing of it could be read
        if (!MayEdit || !await viewer.MayEditAsync(db, post.ProjectId, cancel))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            var choices = await ModelChoices.LoadAsync(catalog, model, cancel);
            var saying = post.Read(choices);
            var inMessage = await named.InMessageAsync(catalog, post, post.ProjectId, cancel);
            inMessage.Require();
            var answer = await talk.BeginAsync(post.ProjectId, saying with { Shown = inMessage.Shown }, post.IdempotencyKey, cancel);
            return Redirect(answer is null ? "/Chat" : $"/Chat/{answer.ConversationId}"); // sent twice: the first one has begun it
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = refused.Status;
            await LoadAsync(post with { Problem = refused.Message }, null, cancel);
            return Page();
        }
    }

    private static Cursor After(Conversation last) => new(last.LastAt.ToString("O", CultureInfo.InvariantCulture), last.Id);

    private async Task LoadAsync(ChatPost post, Cursor? after, CancellationToken cancel)
    {
        Projects = await db.EditableProjectsAsync(viewer, cancel);
        Form = new(
            "/Chat",
            post,
            await ModelChoices.LoadAsync(catalog, model, cancel),
            await db.TitlesAsync(post.References, cancel),
            Style: null
        )
        {
            Named = await named.InMessageAsync(catalog, post, post.ProjectId, cancel),
        };
        var conversations = db.Set<Conversation>().AsNoTracking();
        if (after is { } cursor && DateTimeOffset.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var at))
        {
            conversations = conversations.Where(c => c.LastAt < at);
        }

        var rows = await conversations
            .OrderByDescending(c => c.LastAt)
            .ThenByDescending(c => c.Id)
            .Take(PageSize + 1)
            .Select(c => new
            {
                Conversation = c,
                Project = db.Set<Project>().Where(p => p.Id == c.ProjectId).Select(p => p.Name).FirstOrDefault(),
                By = db.Set<User>().Where(u => u.Id == c.CreatedBy).Select(u => u.UserName).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        Conversations = rows.Take(PageSize).Select(r => (r.Conversation, r.Project, r.By)).ToList();
        More = rows.Count > PageSize ? $"/Chat?after={After(rows[PageSize - 1].Conversation)}" : null;
    }
}
