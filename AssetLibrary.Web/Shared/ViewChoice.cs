namespace AssetLibrary.Web.Shared;

/// <summary>Grid or list, as this person last chose it.</summary>
internal static class ViewChoice
{
    private const string Cookie = "view";

    /// <summary>True for a list.</summary>
    public static bool Remember(HttpContext context, string? chosen)
    {
        if (chosen is "grid" or "list")
        {
            context.Response.Cookies.Append(Cookie, chosen, new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
            return chosen == "list";
        }

        return context.Request.Cookies[Cookie] == "list";
    }
}
