using Microsoft.AspNetCore.WebUtilities;

namespace AssetLibrary.Web.Projects;

/// <summary>Where in a project somebody is: addresses made from it stay on the branch. The main branch needs no word of it.</summary>
public sealed record ProjectPlace(Guid ProjectId, Guid? Branch)
{
    public static ProjectPlace Of(Branch branch) => new(branch.ProjectId!.Value, branch.Name == Projects.Branch.Main ? null : branch.Id);

    /// <summary>A path below the project, "/Script", with its query; what is null or empty is left out.</summary>
    public string At(string path = "", params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var (path2, hash) = path.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (path[..at], path[at..]) : (path, "");
        var address = $"/Projects/{ProjectId}{path2}";
        foreach (var (name, value) in query)
        {
            if (Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                address = QueryHelpers.AddQueryString(address, name, text);
            }
        }

        return (Branch is { } branch ? QueryHelpers.AddQueryString(address, "branch", branch.ToString()) : address) + hash;
    }
}

/// <summary>The branches of a project and the one that is looked at, for the switcher in its bar.</summary>
public sealed record BranchChoice(IReadOnlyList<Branch> All, Branch Current);
