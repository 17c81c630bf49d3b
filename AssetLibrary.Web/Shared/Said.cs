using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Shared;

/// <summary>A sentence that the next page says: that what was sent has been done.</summary>
internal static class Said
{
    public const string Key = "said";

    public static void Say(this PageModel page, string sentence) => page.TempData[Key] = sentence;
}
