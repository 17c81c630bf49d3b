namespace AssetLibrary.Web.Projects;

/// <summary>A room above that knows a figure of each project's card. A fixed number of queries, however many cards.</summary>
public interface IProjectFigures
{
    Task AddAsync(IReadOnlyList<ProjectCard> cards);
}
