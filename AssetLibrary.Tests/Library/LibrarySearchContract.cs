using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Library;

/// <summary>
/// What is found in one library of names in many scripts. "!" before a name: it must not be found; the first names must come first, in
/// their order.
/// </summary>
public abstract class LibrarySearchContract<TApp>(LibraryShelf<TApp> shelf)
    where TApp : App
{
    [Theory]
    // Whole words, beginnings, middles
    [InlineData("lighthouse", "Lighthouse")]
    [InlineData("house", "House of Glass|Lighthouse|Warehouse 7|!Old Keeper")]
    [InlineData("HOUSE", "House of Glass|Lighthouse|Warehouse 7")]
    [InlineData("keeper", "Old Keeper")]
    [InlineData("keep", "Old Keeper")]
    [InlineData("eepe", "Old Keeper")]
    [InlineData("ware", "Warehouse 7|!Lighthouse")]
    // Names that begin with the query come first, by name
    [InlineData("lamp", "Lamp|Lamp oil|Brass lamp|!Lighthouse")]
    [InlineData("old", "Old Keeper|Gold coin")]
    // Several words: all of them, anywhere, in any order
    [InlineData("keeper old", "Old Keeper|!Gold coin")]
    [InlineData("glass house", "House of Glass|!Lighthouse|!Warehouse 7")]
    [InlineData("brass lamp", "Brass lamp|!Lamp oil")]
    [InlineData("keeper lamp", "!Old Keeper|!Lamp")]
    // One and two characters
    [InlineData("x", "X|!Wax seal")]
    [InlineData("q", "Q")]
    [InlineData("la", "Lamp|Lamp oil|Brass lamp|!Gold coin")]
    [InlineData("k9", "K9|!Warehouse 7")]
    [InlineData("7", "Warehouse 7|!K9")]
    // Accents, case, width, ligatures, special letters
    [InlineData("elodie", "Élodie Voss")]
    [InlineData("ÉLODIE", "Élodie Voss")]
    [InlineData("strasse", "Straße am Meer")]
    [InlineData("smorgas", "Smörgåsbord")]
    [InlineData("lodz", "Łódź station")]
    [InlineData("ｌａｍｐ", "Lamp|Lamp oil|Brass lamp")]
    // Apostrophes, hyphens, punctuation
    [InlineData("obrien", "O'Brien")]
    [InlineData("o’brien", "O'Brien")]
    [InlineData("spider-man", "Spider-Man mask")]
    [InlineData("man mask", "Spider-Man mask")]
    [InlineData("100%", "Bottle 100%|!Warehouse 7")]
    [InlineData("%", "!Lamp|!Bottle 100%")]
    [InlineData("_", "!Lamp")]
    [InlineData("\"lamp\" AND (oil)*", "!Lamp")]
    [InlineData("lamp' OR 1=1 --", "!Lamp|!Gold coin")]
    // Aliases and descriptions
    [InlineData("halyard", "Old Keeper")]
    [InlineData("salt wind", "Lighthouse")]
    // Other scripts
    [InlineData("灯", "灯塔|老灯|!深夜")]
    [InlineData("灯塔", "灯塔|!老灯|!深夜")]
    [InlineData("塔", "灯塔|!老灯")]
    [InlineData("深夜", "深夜")]
    [InlineData("маяк", "Маяк|Старый маяк")]
    [InlineData("МАЯК", "Маяк|Старый маяк")]
    [InlineData("ст", "Старый маяк|!Маяк")]
    [InlineData("елка", "Ёлка")]
    [InlineData("منارة", "المنارة القديمة")]
    [InlineData("المنار", "المنارة القديمة")]
    [InlineData("מגדלור", "המגדלור")]
    [InlineData("φάρος", "Ο Φάρος")]
    [InlineData("φαροσ", "Ο Φάρος")]
    [InlineData("등대", "등대지기")]
    [InlineData("등", "등대지기")]
    [InlineData("とうだい", "トウダイ")]
    [InlineData("ประภา", "ประภาคาร")]
    [InlineData("🎭", "🎭 Mask")]
    public Task What_holds_the_query_is_found(string query, string expected) => shelf.AssertAsync(query, expected, isGuess: false);

    [Theory]
    [InlineData("lighthuose", "Lighthouse|!Lamp")] // swapped
    [InlineData("lihgthouse", "Lighthouse")]
    [InlineData("lighthose", "Lighthouse")] // missing
    [InlineData("lightthouse", "Lighthouse")] // too many
    [InlineData("kighthouse", "Lighthouse")] // the first letter wrong
    [InlineData("ligthhuose", "Lighthouse")] // two errors in a long word
    [InlineData("kepeer", "Old Keeper")]
    [InlineData("old kepeer", "Old Keeper|!Gold coin")]
    [InlineData("elodei", "Élodie Voss")]
    [InlineData("elodie vos s", "!Élodie Voss|!Lamp")]
    [InlineData("halyrad", "Old Keeper")] // an alias
    [InlineData("spiderman", "Spider-Man mask")]
    [InlineData("маяг", "Маяк|Старый маяк")]
    [InlineData("smorgosbord", "Smörgåsbord")]
    [InlineData("brass lapm", "Brass lamp|!Lamp oil")]
    public Task What_is_typed_wrong_finds_names_like_it(string query, string expected) =>
        shelf.AssertAsync(query, expected, isGuess: !expected.StartsWith('!'));

    [Theory]
    [InlineData("zzzzzz")]
    [InlineData("qx")]
    [InlineData("keeper zzzzzz")]
    [InlineData("lighthouse of alexandria")]
    [InlineData("猫")]
    [InlineData("...")]
    [InlineData("aggregate")]
    public Task What_is_not_there_is_not_found(string query) => shelf.AssertAsync(query, "", isGuess: false);

    [Fact]
    public async Task Trashed_assets_are_found_in_the_trash_only()
    {
        var client = await shelf.ClientAsync();
        var asset = await shelf.App.LibraryAssetAsync("Vanishing cabinet");
        await shelf.AssertAsync("cabinet", "Vanishing cabinet", false);
        Assert.True((await client.DeleteAsync($"/api/v1/library/{asset.Id}")).IsSuccessStatusCode);
        await shelf.AssertAsync("cabinet", "", false);
        await shelf.AssertAsync("cabinte", "", false);
        Assert.Equal(["Vanishing cabinet"], await shelf.NamesAsync("q=cabinet&trash=true"));
        Assert.Equal(["Vanishing cabinet"], await shelf.NamesAsync("q=cabinte&trash=true"));
        Assert.True((await client.PostAsync($"/api/v1/library/{asset.Id}/restore", null)).IsSuccessStatusCode);
        Assert.Empty(await shelf.NamesAsync("q=cabinet&trash=true"));
        await shelf.AssertAsync("cabinet", "Vanishing cabinet", false);
    }

    [Fact]
    public async Task A_renamed_asset_is_found_by_its_new_name_only()
    {
        var asset = await shelf.App.LibraryAssetAsync("Umbrella");
        await shelf.App.WithDbAsync(async db =>
        {
            var row = await db.Set<LibraryAsset>().SingleAsync(a => a.Id == asset.Id);
            row.Describe("Parasol", [], "");
            await db.SaveAssetAsync(row, "edited");
            return 0;
        });
        await shelf.AssertAsync("umbrella", "", false);
        await shelf.AssertAsync("umbrellla", "", false);
        await shelf.AssertAsync("parasol", "Parasol", false);
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_found()
    {
        await shelf.App.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            LibraryAsset.Make(db, AssetType.Prop, "Phantom");
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        await shelf.AssertAsync("phantom", "", false);
    }

    [Fact]
    public async Task Every_order_is_paged_without_gaps_or_repeats()
    {
        for (var i = 0; i < 23; i++)
        {
            await shelf.App.LibraryAssetAsync(i % 2 == 0 ? $"Cobblestone {i:00}" : $"Wet cobblestone {i:00}", (AssetType)(i % 3));
        }

        var everything = await shelf.NamesAsync("q=cobblestone&limit=200");
        Assert.Equal(23, everything.Count);
        Assert.Equal(everything.Where(n => n.StartsWith("Cobble", StringComparison.Ordinal)).Order(), everything.Take(12));
        foreach (var sort in new[] { "", "&sort=newest", "&sort=name" })
        {
            foreach (var limit in new[] { 1, 5, 11, 12, 13 })
            {
                var paged = await shelf.NamesAsync($"q=cobblestone&limit={limit}{sort}");
                Assert.Equal(23, paged.Count);
                Assert.Equal(await shelf.NamesAsync($"q=cobblestone&limit=200{sort}"), paged);
            }
        }

        Assert.Equal(8, (await shelf.NamesAsync("q=cobblestone&type=character&limit=3")).Count);
    }
}

/// <summary>An app with the library that the queries are asked of.</summary>
public sealed class LibraryShelf<TApp> : IAsyncLifetime
    where TApp : App
{
    private static readonly (string Name, string[] Aliases, string Description)[] Assets =
    [
        ("Lighthouse", [], "It stands in the salt wind."),
        ("House of Glass", [], ""),
        ("Warehouse 7", [], ""),
        ("Old Keeper", ["Tom Halyard"], ""),
        ("Gold coin", [], ""),
        ("Lamp", [], ""),
        ("Lamp oil", [], ""),
        ("Brass lamp", [], ""),
        ("X", [], ""),
        ("Q", [], ""),
        ("Wax seal", [], ""),
        ("K9", [], ""),
        ("Élodie Voss", [], ""),
        ("Straße am Meer", [], ""),
        ("Smörgåsbord", [], ""),
        ("Łódź station", [], ""),
        ("O'Brien", [], ""),
        ("Spider-Man mask", [], ""),
        ("Bottle 100%", [], ""),
        ("灯塔", [], ""),
        ("老灯", [], ""),
        ("深夜", [], ""),
        ("Маяк", [], ""),
        ("Старый маяк", [], ""),
        ("Ёлка", [], ""),
        ("المنارة القديمة", [], ""),
        ("המגדלור", [], ""),
        ("Ο Φάρος", [], ""),
        ("등대지기", [], ""),
        ("トウダイ", [], ""),
        ("ประภาคาร", [], ""),
        ("🎭 Mask", [], ""),
    ];

    private readonly SemaphoreSlim gate = new(1);
    private HttpClient? client;

    public LibraryShelf(Services.PostgresServer server) => App = typeof(TApp) == typeof(PostgresApp) ? new PostgresApp(server) : new App();

    public App App { get; }

    public async ValueTask InitializeAsync() =>
        await App.WithDbAsync(async db =>
        {
            foreach (var (name, aliases, description) in Assets)
            {
                LibraryAsset.Make(db, AssetType.Prop, name, aliases, description);
                await db.SaveChangesAsync();
            }

            return 0;
        });

    public async Task<HttpClient> ClientAsync()
    {
        await gate.WaitAsync();
        try
        {
            return client ??= await App.WithTokenAsync(await App.AddUserAsync("reader"));
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task AssertAsync(string query, string expected, bool isGuess)
    {
        var wanted = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);
        var page = await PageAsync($"q={Uri.EscapeDataString(query)}");
        var names = Names(page);
        var right = wanted.Where(n => !n.StartsWith('!')).ToList();
        Assert.DoesNotContain(names, n => wanted.Contains("!" + n));
        Assert.Equal(right.Order(StringComparer.Ordinal), names.Where(right.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(right.Take(1), names.Take(1));
        Assert.Equal(isGuess, page.GetProperty("isGuess").GetBoolean());
    }

    /// <summary>Every page of the list, one after the other.</summary>
    public async Task<List<string>> NamesAsync(string query)
    {
        var (names, next) = (new List<string>(), "");
        do
        {
            var page = await PageAsync(next.Length > 0 ? $"{query}&after={next}" : query);
            names.AddRange(Names(page));
            next = page.GetProperty("next").GetString() ?? "";
        } while (next.Length > 0);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        gate.Dispose();
        await App.DisposeAsync();
    }

    private static List<string> Names(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!)];

    private async Task<JsonElement> PageAsync(string query) =>
        await (await ClientAsync()).GetFromJsonAsync<JsonElement>($"/api/v1/library?{query}");
}

public sealed class SqliteLibrarySearchTests(LibraryShelf<App> shelf) : LibrarySearchContract<App>(shelf), IClassFixture<LibraryShelf<App>>;

public sealed class PostgresLibrarySearchTests(LibraryShelf<PostgresApp> shelf)
    : LibrarySearchContract<PostgresApp>(shelf),
        IClassFixture<LibraryShelf<PostgresApp>>;
