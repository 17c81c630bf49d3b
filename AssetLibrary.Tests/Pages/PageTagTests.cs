using System.Net;
using System.Net.Http.Headers;
using AssetLibrary.Web.Accounts;

namespace AssetLibrary.Tests.Pages;

/// <summary>Pages and fragments that a browser has are not sent again; what may be used only once is stored by nobody.</summary>
public sealed class PageTagTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("/Projects", false)]
    [InlineData("/Help", false)]
    [InlineData("/Gallery", false)]
    [InlineData("/Gallery?handler=Newest", true)]
    [InlineData("/Library/Tags", false)]
    public async Task What_has_not_changed_is_only_said(string address, bool fragment)
    {
        var client = await ClientAsync();
        using var first = await AskAsync(client, address, fragment);
        var tag = first.Headers.ETag;
        Assert.NotNull(tag);
        Assert.True(first.Headers.CacheControl is { NoStore: false, NoCache: true, Private: true });
        using var second = await AskAsync(client, address, fragment, tag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, second.Headers.ETag);
        Assert.Contains("HX-Request", second.Headers.Vary);
        using var another = await AskAsync(client, address, fragment, EntityTagHeaderValue.Parse("W/\"0123\""));
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
        // What another person sees is not the same page.
        using var other = await AskAsync(await ClientAsync(), address, fragment, fragment ? null : tag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task What_has_changed_is_sent()
    {
        var client = await ClientAsync();
        using var before = await AskAsync(client, "/Gallery", false);
        await app.AddAsync(Given.Picture(title: "A new one"));
        using var after = await AskAsync(client, "/Gallery", false, before.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("A new one", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_whose_forms_need_another_cookie_is_sent_again()
    {
        var client = await ClientAsync();
        using var before = await AskAsync(client, "/Projects", false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Projects");
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        var session = await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20]);
        using var bare = await app.WithTokenAsync(session); // signed in without any cookie of forms
        using var after = await bare.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Null(after.Headers.ETag);
    }

    [Theory]
    [InlineData("/Account")]
    [InlineData("/Chat")]
    public async Task What_may_be_used_once_or_is_secret_is_stored_by_nobody(string address)
    {
        using var answer = await AskAsync(await ClientAsync(), address, false);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private async Task<HttpClient> ClientAsync() => await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}"[..20])).UserName!);

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string address,
        bool fragment,
        EntityTagHeaderValue? tag = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (fragment)
        {
            request.Headers.Add("HX-Request", "true");
            request.Headers.Add("HX-Request-Type", "partial");
        }

        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return await client.SendAsync(request);
    }
}
