using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>An answer in which no picture was found: its shape, what in it could be a picture, and a way to bring one.</summary>
[Authorize(Policy = Policies.Edit)]
public sealed class AnswerPage(OrderAnswer answers) : PageModel
{
    public UnreadOrder Unread { get; private set; } = null!;

    /// <summary>Null where it was not kept, or is not on this server at the moment.</summary>
    public ProviderAnswer? Answer { get; private set; }
    public IReadOnlyList<PossiblePicture> Pictures { get; private set; } = [];

    public bool MayTake => User.May(Policies.Generate);

    public async Task OnGetAsync(Guid id, CancellationToken cancel)
    {
        Unread = await answers.FindAsync(id, cancel);
        try
        {
            Answer = await answers.OpenAsync(Unread, cancel);
            Pictures = PossiblePicture.In(Answer);
        }
        catch (RefusedException)
        {
            // It can still be brought.
        }
    }
}

/// <summary>The text at this path is the picture.</summary>
[Authorize(Policy = Policies.Generate)]
public sealed class TakeFromAnswerPage(OrderAnswer answers) : PageModel
{
    public IActionResult OnGet(Guid id) => Redirect($"/Jobs/{id}/Answer");

    public async Task<IActionResult> OnPostAsync(Guid id, string? path, CancellationToken cancel)
    {
        await answers.TakeAsync(await answers.FindAsync(id, cancel), path ?? "", cancel);
        return Redirect("/Jobs");
    }
}

/// <summary>This file is the picture.</summary>
[Authorize(Policy = Policies.Generate)]
public sealed class BringToOrderPage(OrderAnswer answers) : PageModel
{
    public IActionResult OnGet(Guid id) => Redirect($"/Jobs/{id}/Answer");

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? file, CancellationToken cancel)
    {
        var unread = await answers.FindAsync(id, cancel);
        if (file is null)
        {
            throw RefusedException.Invalid("Choose a picture to upload.", "file");
        }

        await using var bytes = file.OpenReadStream();
        await answers.BringAsync(unread, bytes, file.FileName, cancel);
        return Redirect("/Jobs");
    }
}
