namespace AssetLibrary.Web.Projects;

/// <summary>A room above that knows how many candidates of a branch are open: the number beside a tab of the project's bar.</summary>
public interface IInboxCount
{
    Task<int> OpenAsync(Guid branchId);
}

/// <summary>The number and where it leads.</summary>
public sealed record InboxCount(ProjectPlace Place, int Open);
