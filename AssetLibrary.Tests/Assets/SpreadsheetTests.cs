using System.Net;
using System.Text;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Spreadsheet;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets;

/// <summary>A list of assets that was in a spreadsheet program and comes back.</summary>
public sealed class SpreadsheetTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task What_is_brought_back_unchanged_changes_nothing()
    {
        var (client, project) = await FilmAsync();
        await AssetAsync(project, "=Mara, \"the\" keeper", AssetType.Character, "Old\nand tired; she waits.");
        await AssetAsync(project, "Öllampe", AssetType.Prop, "-");
        using var file = await client.GetAsync($"/Projects/{project.Id}/Spreadsheet?handler=Csv");
        var bytes = await file.Content.ReadAsByteArrayAsync();
        var page = await PreviewAsync(client, project, bytes);
        Assert.Contains("0 new, 0 changed, 2 same", page, StringComparison.Ordinal);
        Assert.Contains("nothing to change", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_and_changed_rows_are_shown_and_then_applied_and_a_second_time_changes_nothing()
    {
        var (client, project) = await FilmAsync();
        var mara = await AssetAsync(project, "Mara Voss", AssetType.Character, "Old.");
        const string Text =
            "Type;Name;Description;Tags;Budget\r\ncharacter;MARA VOSS;Old and tired.;hero;7\r\nprop;Oil lamp;;;3\r\n;Nobody;;;\r\nspaceship;Rocket;;;\r\n";
        var page = await PreviewAsync(client, project, Encoding.UTF8.GetBytes(Text));
        Assert.Contains("1 new, 1 changed, 0 same, 2 that can’t be used", page, StringComparison.Ordinal);
        Assert.Contains("Budget", page, StringComparison.Ordinal);
        Assert.Equal("Old.", (await FindAsync(mara.Id)).Description);
        await client.PostedFormAsync($"/Projects/{project.Id}/Spreadsheet?handler=Apply", ("text", Text));
        var changed = await FindAsync(mara.Id);
        Assert.Equal(("MARA VOSS", "Old and tired.", "hero"), (changed.Name, changed.Description, string.Join(',', changed.Tags)));
        Assert.Equal(
            1,
            await app.WithDbAsync(db => db.Set<ProjectAsset>().CountAsync(a => a.ProjectId == project.Id && a.Name == "Oil lamp"))
        );
        Assert.Contains(
            "0 new, 0 changed, 2 same",
            await PreviewAsync(client, project, Encoding.UTF8.GetBytes(Text)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_row_is_found_by_its_alias_and_an_alias_does_not_rename()
    {
        var (client, project) = await FilmAsync();
        var mara = await app.WithDbAsync(async db =>
        {
            var branch = await db.Set<Branch>().SingleAsync(b => b.ProjectId == project.Id);
            var made = ProjectAsset.Make(db, project.Id, branch.Id, AssetType.Character, "Mara Voss", ["The Keeper"], "");
            await db.SaveChangesAsync();
            return made;
        });
        await client.PostedFormAsync(
            $"/Projects/{project.Id}/Spreadsheet?handler=Apply",
            ("text", "type,name,description\ncharacter,the keeper,Waits.")
        );
        var changed = await FindAsync(mara.Id);
        Assert.Equal(("Mara Voss", "Waits."), (changed.Name, changed.Description));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("type,description\nprop,x")]
    [InlineData("\0\0\0\0")]
    public async Task What_is_no_list_is_refused_with_a_sentence(string text)
    {
        var (client, project) = await FilmAsync();
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var form = new MultipartFormDataContent { { file, "file", "a.csv" } };
        using var answer = await client.PostAsync($"/Projects/{project.Id}/Spreadsheet", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData(',', "utf-8")]
    [InlineData(';', "utf-8")]
    [InlineData('\t', "utf-16")]
    [InlineData(';', "latin1")]
    public void The_dialects_of_spreadsheet_programs_are_read(char separator, string encoding)
    {
        var text =
            $"Name{separator}Type{separator}Description\n\"Ärmel{separator} rot\"{separator}prop{separator}\"one\ntwo \"\"three\"\"\"\n";
        var chosen = encoding == "latin1" ? Encoding.Latin1 : Encoding.GetEncoding(encoding);
        var sheet = Sheet.Read(Sheet.Decode([.. chosen.GetPreamble(), .. chosen.GetBytes(text)]));
        var row = Assert.Single(sheet.Rows);
        Assert.Equal(($"Ärmel{separator} rot", "prop", "one\ntwo \"three\""), (row.Name, row.Type, row.Description));
    }

    private static async Task<string> PreviewAsync(HttpClient client, Project project, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "file", "a.csv" } };
        using var answer = await client.PostAsync($"/Projects/{project.Id}/Spreadsheet", form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, page);
        return WebUtility.HtmlDecode(page);
    }

    private Task<ProjectAsset> FindAsync(Guid id) =>
        app.WithDbAsync(db => db.Set<ProjectAsset>().AsNoTracking().SingleAsync(a => a.Id == id));

    private Task<ProjectAsset> AssetAsync(Project project, string name, AssetType type, string description) =>
        app.WithDbAsync(async db =>
        {
            var branch = await db.Set<Branch>().SingleAsync(b => b.ProjectId == project.Id);
            var made = ProjectAsset.Make(db, project.Id, branch.Id, type, name, [], description);
            await db.SaveChangesAsync();
            return made;
        });

    private async Task<(HttpClient Client, Project Project)> FilmAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        return (await app.SignInAsync(user.UserName!), project);
    }
}
