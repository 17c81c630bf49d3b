using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Named;
using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Styles;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Conversations;

/// <summary>One conversation: what was said, and the pictures that came of it.</summary>
public sealed class ConversationPage(
    LibraryContext db,
    CurrentViewer viewer,
    ProviderCatalog catalog,
    LanguageModel model,
    NamedReferences named,
    Talk talk
) : PageModel
{
    private const int MostShown = 500;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Conversation Conversation { get; private set; } = null!;
    public Thread Thread { get; private set; } = null!;
    public ChatForm Form { get; private set; } = null!;
    public string? Project { get; private set; }
    public bool MayEdit { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.Set<Conversation>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id) is not { } conversation)
        {
            context.Result = NotFound();
            return;
        }

        Conversation = conversation;
        MayEdit = User.May(Policies.Generate) && await viewer.MayEditAsync(db, conversation.ProjectId);
        if (HttpMethods.IsPost(Request.Method) && !MayEdit)
        {
            context.Result = StatusCode(StatusCodes.Status403Forbidden);
            return;
        }

        await next();
    }

    public async Task<IActionResult> OnGetAsync(Guid? before, int? shown, CancellationToken cancel)
    {
        await LoadAsync(new(), before, shown, cancel);
        return before is not null && Request.IsHtmxPartial() ? Partial("_Messages", Thread) : Page();
    }

    public async Task<IActionResult> OnPostAsync(ChatPost? post, CancellationToken cancel)
    {
        post ??= new(); // nothing of it could be read
        try
        {
            var saying = post.Read(await ModelChoices.LoadAsync(catalog, model, cancel));
            var inMessage = await named.InMessageAsync(catalog, post, Conversation.ProjectId, cancel);
            inMessage.Require();
            await talk.SayAsync(Id, saying with { Shown = inMessage.Shown }, post.IdempotencyKey, cancel);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = refused.Status;
            await LoadAsync(post with { Problem = refused.Message }, null, null, cancel);
            return Request.IsHtmxPartial() ? Partial("_ChatForm", Form) : Page();
        }

        if (!Request.IsHtmxPartial())
        {
            return Redirect($"/Chat/{Id}#newest-message");
        }

        // An empty form with the same model; the messages follow by themselves.
        await LoadAsync(new() { Maker = post.Maker, Count = post.Count }, null, null, cancel);
        return Partial("_Sent", this);
    }

    public async Task<IActionResult> OnPostRenameAsync(string? title, CancellationToken cancel)
    {
        try
        {
            await db.WriteAsync(
                async () =>
                {
                    var conversation = await db.Set<Conversation>().SingleOrGoneAsync(c => c.Id == Id, cancel);
                    conversation.Rename(title);
                    db.Announce(Topics.Conversation, Id, conversation.ProjectId);
                    return true;
                },
                cancel
            );
            return Redirect($"/Chat/{Id}");
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await LoadAsync(new(), null, null, cancel);
            return Page();
        }
    }

    /// <summary>Only the words go: what was made stays in the gallery.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancel)
    {
        await db.WriteAsync(
            async () =>
            {
                db.Record("conversation.deleted", Id, Conversation.ProjectId, Conversation.Title);
                await db.Set<Message>().Where(m => m.ConversationId == Id).ExecuteDeleteAsync(cancel);
                await db.Set<Conversation>().Where(c => c.Id == Id).ExecuteDeleteAsync(cancel);
                return true;
            },
            cancel
        );
        this.Say("Conversation deleted. Its pictures stay in the gallery.");
        return Redirect("/Chat");
    }

    private async Task LoadAsync(ChatPost post, Guid? before, int? shown, CancellationToken cancel)
    {
        Thread = await Thread.ReadAsync(db, Conversation, before, Math.Clamp(shown ?? Thread.PageSize, Thread.PageSize, MostShown), cancel);
        var project = await db.Set<Project>()
            .Where(p => p.Id == Conversation.ProjectId)
            .Select(p => new { p.Name, Style = db.Set<StyleCapsule>().Where(s => s.Id == p.StyleId).Select(s => s.Name).FirstOrDefault() })
            .SingleOrDefaultAsync(cancel);
        Project = project?.Name;
        Form = new(
            $"/Chat/{Id}",
            post,
            await ModelChoices.LoadAsync(catalog, model, cancel),
            await db.TitlesAsync(post.References, cancel),
            project?.Style
        )
        {
            ProjectId = Conversation.ProjectId,
            Named = await named.InMessageAsync(catalog, post, Conversation.ProjectId, cancel),
        };
    }
}
