using System.Net;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Tests.Projects;

public sealed partial class ProjectBarTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Every_page_of_a_project_has_its_bar_with_one_tab_marked()
    {
        var user = await app.AddUserAsync("ada", Role.Admin);
        using var person = await app.SignInAsync("ada", followRedirects: false);
        var project = await app.ProjectAsync("Barred", user.Id);
        var (seen, wrong) = (0, new List<string>());
        foreach (
            var route in (await app.AddressesAsync())
                .Keys.Where(a => a.StartsWith("GET /Projects/{projectId:guid}", StringComparison.Ordinal) && !a.Contains('?'))
                .Select(a => a["GET ".Length..])
        )
        {
            using var answer = await person.GetAsync(await app.FilledAsync(route, project, null));
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue; // it leads on, or is a file
            }

            seen++;
            var bar = Bar().Match(await answer.Content.ReadAsStringAsync()).Value;
            if (Marked().Count(bar) != 1)
            {
                wrong.Add($"{route}: {bar}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(seen > 8, $"{seen} pages");
    }

    [GeneratedRegex("<nav class=\"project-bar\".*?</nav>", RegexOptions.Singleline, 1000)]
    private static partial Regex Bar();

    [GeneratedRegex("aria-current=\"page\"", RegexOptions.None, 1000)]
    private static partial Regex Marked();
}
