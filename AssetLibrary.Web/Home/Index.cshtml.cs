using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Home;

/// <summary>The start is the list of projects: that is where the work goes on.</summary>
public sealed class HomePage : PageModel
{
    public IActionResult OnGet() => Redirect("/Projects");
}
