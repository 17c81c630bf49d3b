using System.Security.Claims;

namespace AssetLibrary.Web.Shared;

/// <summary>What the bar on every page says beyond its links; a room above knows it.</summary>
public interface INavigation
{
    Task<NavigationFigures> LoadAsync(ClaimsPrincipal user);
}

/// <param name="Studio">Its name.</param>
/// <param name="NeedApproval">Jobs that wait for this person's decision; 0 for who cannot decide.</param>
public sealed record NavigationFigures(string Studio, int NeedApproval);
