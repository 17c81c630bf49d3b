using System.Net;
using AssetLibrary.Web.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Accounts;

/// <summary>Time cannot be measured on a busy machine: what is slow is counted.</summary>
public sealed class EqualTimeTests(EqualTimeTests.CountingApp app) : IClassFixture<EqualTimeTests.CountingApp>
{
    [Fact]
    public async Task A_name_that_nobody_has_costs_as_many_hashes_as_a_wrong_password()
    {
        await app.AddUserAsync("zoe");
        await VerifiedAsync("warms up");
        Assert.Equal((1, 1), (await VerifiedAsync("zoe"), await VerifiedAsync("nobody at all")));
    }

    private async Task<int> VerifiedAsync(string name)
    {
        using var client = app.NewClient();
        var token = App.CsrfToken(await client.GetStringAsync("/SignIn"));
        var before = app.Hasher.Verified;
        using var form = new FormUrlEncodedContent([
            new("Name", name),
            new("Password", "wrong password"),
            new("__RequestVerificationToken", token),
        ]);
        using var answer = await client.PostAsync("/SignIn", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return app.Hasher.Verified - before;
    }

    public sealed class CountingApp : App
    {
        public CountingHasher Hasher { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(s => s.AddSingleton<IPasswordHasher<User>>(_ => Hasher));
        }
    }

    public sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> real = new();
        private int verified;

        public int Verified => verified;

        public string HashPassword(User user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref verified);
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
