using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Tests.Shared.Input;

/// <summary>What is wrong about a request is said to its sender, on either database, and never is an error of the server.</summary>
public abstract class InputContract(App app)
{
    private static readonly string[] PageHeaders = ["X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy"];

    [Fact]
    public async Task The_document_of_the_API_tells_of_which_type_every_property_is()
    {
        var document = await (await EditorAsync()).GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var untold =
            from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            where schema.Value.TryGetProperty("properties", out _)
            from property in schema.Value.GetProperty("properties").EnumerateObject()
            where !property.Value.EnumerateObject().Any()
            select $"{schema.Name}.{property.Name}";
        Assert.Empty(untold);
    }

    [Theory]
    [InlineData("\\uFFFE", "")]
    [InlineData("\\u0000", "")]
    [InlineData("\\u202E", "")]
    [InlineData("e\\u0301", "\u00E9")]
    [InlineData("😀 𠮷", "😀 𠮷")]
    public async Task A_text_in_JSON_is_stored_clean(string sent, string kept)
    {
        var (editor, name) = (await EditorAsync(), $"Tag {Guid.NewGuid():N}");
        using var answer = await JsonAsync(editor, "POST", "/api/v1/tags", $$"""{"name":"{{name}}{{sent}}"}""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(name + kept, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("POST", "/api/v1/tags", """{"name":"a\uD800"}""")]
    [InlineData("POST", "/api/v1/tags", """{"name":"\uDC00"}""")]
    [InlineData("PATCH", "/api/v1/library/{id}", """{"revision":1,"name":"a\uD800"}""")]
    [InlineData("PATCH", "/api/v1/library/{id}", "")]
    [InlineData("PATCH", "/api/v1/library/{id}", "[]")]
    [InlineData("POST", "/api/v1/tags", "")]
    [InlineData("POST", "/api/v1/tags", "null")]
    [InlineData("POST", "/api/v1/tags", """{"name":""")]
    [InlineData("POST", "/api/v1/tags", "\u00C3\u0028")]
    public async Task A_body_that_cannot_be_read_is_the_senders_fault_and_keeps_the_headers(string method, string path, string body)
    {
        var editor = await EditorAsync();
        var asset = await app.LibraryAssetAsync("Lamp");
        using var answer = await JsonAsync(editor, method, path.Replace("{id}", asset.Id.ToString(), StringComparison.Ordinal), body);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{answer.StatusCode}");
        Assert.All(PageHeaders, h => Assert.True(answer.Headers.Contains(h), h));
    }

    [Theory]
    [InlineData("%EF%BF%BE")]
    [InlineData("%00")]
    [InlineData("%ED%A0%80")]
    [InlineData("%E2%80%AE")]
    public async Task A_name_without_a_normal_form_signs_nobody_in(string name)
    {
        await app.AddUserAsync($"somebody{Guid.NewGuid():N}");
        using var client = app.NewClient();
        var token = App.CsrfToken(await client.GetStringAsync("/SignIn"));
        using var form = new StringContent(
            $"Name=a{name}b&Password=x{name}&__RequestVerificationToken={token}",
            Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );
        using var answer = await client.PostAsync("/SignIn", form);
        // ASP.NET's own reader takes no NUL in a form.
        Assert.Equal(name == "%00" ? HttpStatusCode.BadRequest : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var found = await (await EditorAsync()).GetAsync($"/Library?q=a{name}b&tag={name}");
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Theory]
    [InlineData("/Library/Bulk/Trash", "")]
    [InlineData("/Library/Bulk/Trash", "ids=")]
    [InlineData("/Library/Bulk/Trash", "ids=%20")]
    [InlineData("/Library/Bulk/Tag", "ids=x&tags=a")]
    [InlineData("/Library/Bulk/Tag", "ids=x&tags=a", "multipart/form-data")]
    [InlineData("/Library/Bulk/Restore", "ids=x")]
    [InlineData("/Generate/Several", "ids=x")]
    public async Task A_list_of_which_nothing_can_be_read_is_refused(
        string path,
        string fields,
        string type = "application/x-www-form-urlencoded"
    )
    {
        using var form = new StringContent(fields, Encoding.UTF8, type);
        using var answer = await (await EditorAsync()).PostAsync(path, form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_with_limits_of_its_own_gets_a_clean_form_too()
    {
        var (editor, asset, tag) = (await EditorAsync(), await app.LibraryAssetAsync("Lamp"), $"{Guid.NewGuid():N}");
        using var form = new StringContent($"ids={asset.Id}&tags={tag}%EF%BF%BE", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await editor.PostAsync("/Library/Bulk/Tag", form);
        Assert.InRange((int)answer.StatusCode, 200, 399);
        var tags = await editor.GetFromJsonAsync<JsonElement>($"/api/v1/tags?q={tag}");
        Assert.Contains($"\"{tag}\"", tags.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_computed_is_not_filled_from_the_query()
    {
        using var answer = await (await EditorAsync()).GetAsync("/Library?WantedTags=Lamp");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/Library", "GET, HEAD")]
    [InlineData("DELETE", "/Library", "GET, HEAD")]
    [InlineData("POST", "/Library", "GET, HEAD")]
    [InlineData("OPTIONS", "/Help", "GET, HEAD")]
    [InlineData("PUT", "/Library/New", "GET, HEAD, POST")]
    public async Task A_method_that_a_page_does_not_know_is_answered_with_those_it_does(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await (await EditorAsync()).SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        Assert.All(PageHeaders, h => Assert.True(answer.Headers.Contains(h), h));
    }

    [Fact]
    public async Task A_post_to_no_handler_or_to_one_that_a_page_does_not_have_breaks_nothing()
    {
        var editor = await app.AddUserAsync($"poster {Guid.NewGuid():N}", Role.Admin);
        using var person = await app.SignInAsync(editor.UserName!, followRedirects: false);
        var project = await app.ProjectAsync("Posted", editor.Id);
        var broken = new List<string>();
        foreach (
            var route in (await app.AddressesAsync())
                .Keys.Where(a => a.StartsWith("POST /", StringComparison.Ordinal) && !a.StartsWith("POST /api/", StringComparison.Ordinal))
                .Select(a => a["POST ".Length..].Split('?')[0])
                .Where(r => r is not ("/SignOut" or "/media" or "/Setup"))
                .Distinct(StringComparer.Ordinal)
        )
        {
            var path = await app.FilledAsync(route, project, null);
            foreach (var handler in new[] { "", "?handler=", "?handler=Nothing", "?handler=%00", "?handler=Get" })
            {
                using var form = new FormUrlEncodedContent([]);
                using var answer = await person.PostAsync(path + handler, form);
                if ((int)answer.StatusCode >= 500)
                {
                    broken.Add($"{route}{handler}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_form_that_cannot_be_read_is_no_fault_of_the_server_on_any_page(string type)
    {
        var editor = await app.AddUserAsync($"garbler {Guid.NewGuid():N}", Role.Admin);
        using var person = await app.SignInAsync(editor.UserName!, followRedirects: false);
        var project = await app.ProjectAsync("Garbled", editor.Id);
        // ASP.NET takes keys of up to 2,048 characters.
        var body = type.StartsWith('m') ? "--b\r\nnot a header\r\n\r\nx\r\n--b--\r\n" : $"{new string('k', 3000)}=x";
        var (broken, refused) = (new List<string>(), 0);
        foreach (
            var address in (await app.AddressesAsync())
                .Where(a => a.Value is not null && a.Key.StartsWith("POST /", StringComparison.Ordinal))
                .Select(a => a.Key["POST ".Length..])
                .Where(a => !a.StartsWith("/SignOut", StringComparison.Ordinal) && !a.StartsWith("/Setup", StringComparison.Ordinal))
        )
        {
            using var form = new StringContent(body);
            form.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            using var answer = await person.PostAsync(await app.FilledAsync(address, project, null), form);
            refused += (int)answer.StatusCode is >= 400 and < 500 ? 1 : 0;
            if ((int)answer.StatusCode >= 500)
            {
                broken.Add($"{address}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(broken);
        Assert.True(refused > 100, $"Only {refused} refused it; only what takes nothing from a form may do otherwise.");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("{here}//evil.example/x")]
    [InlineData("{here}/\\evil.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_page_that_sent_a_form_leads_nowhere_else(string referer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/Library/Bulk/Trash");
        request.Headers.TryAddWithoutValidation(
            "Referer",
            referer.Replace("{here}", app.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        );
        using var answer = await (await EditorAsync()).SendAsync(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_five_thousand_parts_is_too_large()
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 5000; i++)
        {
            form.Add(new StringContent("x"), $"field{i}");
        }

        await AnswersAsync(form, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nabc")]
    [InlineData("--cu")]
    [InlineData("")]
    [InlineData("--cut\r\nContent-Disposition: form-data; name=\"fi\r\nle\"; filename=\"a\r\n.png\"\r\n\r\nabc\r\n--cut--\r\n")]
    [InlineData("--cut\r\nno header at all\r\n\r\nabc\r\n--cut--\r\n")]
    [InlineData("--cut\r\nContent-Disposition: nonsense\r\n\r\nabc\r\n--cut--\r\n")]
    public async Task A_form_that_breaks_off_cannot_be_read(string body)
    {
        using var form = new StringContent(body);
        form.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "cut") } };
        await AnswersAsync(form, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Who_names_a_tag_at_the_same_moment_is_told_of_the_first()
    {
        var (editor, name) = (await EditorAsync(), $"Same {Guid.NewGuid():N}");
        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    using var answer = await editor.PostAsJsonAsync("/api/v1/tags", new { name });
                    return answer.StatusCode;
                })
        );
        Assert.Single(statuses, HttpStatusCode.Created);
        Assert.Equal(7, statuses.Count(s => s == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task One_broken_picture_from_many_at_once_is_refused_or_taken_for_all()
    {
        var editor = await EditorAsync();
        var broken = Given.HarbourPng()[..200];
        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    using var form = new MultipartFormDataContent { { new ByteArrayContent(broken), "file", "a\u202Egnp.png" } };
                    using var answer = await editor.PostAsync("/api/v1/media", form);
                    return (int)answer.StatusCode;
                })
        );
        Assert.All(statuses, s => Assert.InRange(s, 200, 499));
    }

    private async Task AnswersAsync(HttpContent form, params HttpStatusCode[] statuses)
    {
        using var answer = await (await EditorAsync()).PostAsync("/api/v1/media", form);
        Assert.Contains(answer.StatusCode, statuses);
    }

    private static async Task<HttpResponseMessage> JsonAsync(HttpClient client, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = new ByteArrayContent(body.Any(c => c > 0xFF) ? Encoding.UTF8.GetBytes(body) : Encoding.Latin1.GetBytes(body))
            {
                Headers = { ContentType = new("application/json") },
            },
        };
        return await client.SendAsync(request);
    }

    private async Task<HttpClient> EditorAsync()
    {
        var name = $"editor{Guid.NewGuid():N}";
        await app.AddUserAsync(name);
        return await app.SignInAsync(name, followRedirects: false);
    }
}

public sealed class SqliteInputTests(App app) : InputContract(app), IClassFixture<App>;

public sealed class PostgresInputTests(PostgresApp app) : InputContract(app), IClassFixture<PostgresApp>;
