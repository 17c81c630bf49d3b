using System.Net;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Accounts;

public sealed class NamesAndPasswordsTests(App app) : IClassFixture<App>
{
    [Theory]
    [InlineData("aaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("!!!!!!!!!!!!")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("qwertyuiop")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("abcdefghij12")]
    [InlineData("Password123!")]
    [InlineData("P@ssw0rd2026")]
    [InlineData("passwordpassword")]
    [InlineData("Summer2026!!")]
    [InlineData("Welcome-12345")]
    [InlineData("iloveyou1234")]
    [InlineData("dragon sunshine")]
    [InlineData("31.12.2026 !")]
    [InlineData("19901231 1990")]
    [InlineData("Marguerite")]
    [InlineData("marguerite2026")]
    [InlineData("etireugram99")]
    public void The_first_passwords_that_are_tried_are_refused(string password) =>
        Assert.NotNull(UncommonPassword.FaultOf(password, "Marguerite"));

    [Theory]
    [InlineData(App.Password)]
    [InlineData("tabletop ferns argue")]
    [InlineData("x7#Kq2!vLp9z")]
    [InlineData("4827103956")]
    [InlineData("Ölfarbe trocknet langsam")]
    [InlineData("пять синих зонтов")]
    [InlineData("雨の日の灯台守り猫")]
    [InlineData("#%&/()=?^~<>{}")]
    [InlineData("f3a9c17b20d84e5a6b1c")]
    public void Others_are_taken(string password) => Assert.Null(UncommonPassword.FaultOf(password, "Marguerite"));

    [Theory]
    [InlineData("cafe\u0301 de la gare", "café de la gare")]
    [InlineData("A\u030Angstro\u0308m unit", "Ångström unit")]
    [InlineData("가나다라마바사아자차", "가나다라마바사아자차")]
    public async Task A_password_is_the_same_however_its_letters_were_put_together(string one, string other)
    {
        foreach (var (set, typed) in new[] { (one, other), (other, one) })
        {
            var user = await app.AddUserAsync($"typist {Guid.NewGuid():N}");
            Assert.True(
                await app.WithAsync<UserManager<User>, bool>(async users =>
                {
                    var own = (await users.FindByIdAsync(user.Id.ToString()))!;
                    Assert.True((await users.RemovePasswordAsync(own)).Succeeded);
                    Assert.True((await users.AddPasswordAsync(own, set)).Succeeded);
                    return await users.CheckPasswordAsync(own, typed);
                })
            );
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ada\u200BL")]
    [InlineData("Ada\nL")]
    [InlineData("Ada\u202EL")]
    [InlineData("Ada\u00A0L")]
    [InlineData("Ada\uFFFE")]
    [InlineData("Ada\u0007")]
    [InlineData("\u3164\u3164")]
    [InlineData("--")]
    public void Names_that_cannot_be_seen_are_refused(string name) => Assert.NotNull(PersonName.FaultOf(name));

    [Fact]
    public void A_name_has_at_most_64_characters_however_many_bytes_they_take()
    {
        Assert.Null(PersonName.FaultOf(string.Concat(Enumerable.Repeat("𠮷", 64))));
        Assert.NotNull(PersonName.FaultOf(new('a', 65)));
    }

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("O’Brien")]
    [InlineData("山田 太郎")]
    [InlineData("Нина")]
    [InlineData("Zoë-Łucja 2")]
    public void Names_of_people_are_taken(string name) => Assert.Null(PersonName.FaultOf(name));

    [Theory]
    [InlineData("admin", "аdmin")]
    [InlineData("Helen", "Неlen")]
    [InlineData("Paolo", "Ρaοlo")]
    [InlineData("bill", "biII")]
    [InlineData("otto", "0tt0")]
    [InlineData("Ada", "ＡＤＡ")]
    public void Names_that_look_alike_have_one_skeleton(string one, string other) =>
        Assert.Equal(
            PersonName.Skeleton(one).Replace("i", "l", StringComparison.Ordinal),
            PersonName.Skeleton(other).Replace("i", "l", StringComparison.Ordinal)
        );

    [Fact]
    public void Names_that_differ_have_two() =>
        Assert.Equal(4, new[] { "Arno", "Anna", "Änna", "Нина" }.Select(PersonName.Skeleton).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [InlineData("аda of the page", "tabletop ferns argue", "Editor", "looks too much like a name")]
    [InlineData("zero\u200Bwidth", "tabletop ferns argue", "Editor", "without invisible characters")]
    [InlineData("two\nlines", "tabletop ferns argue", "Editor", "without invisible characters")]
    [InlineData("fine name", "1234567890", "Editor", "too easy to guess")]
    [InlineData("fine name", "Fine Name 1", "Editor", "be the name. Choose another")]
    [InlineData("fine name", "tabletop ferns argue", "Owner", "Choose a role")]
    [InlineData("fine name", "tabletop ferns argue", "2", "Choose a role")]
    [InlineData("fine name", "tabletop ferns argue", "", "Choose a role")]
    public async Task The_page_of_people_refuses_with_a_sentence_and_adds_nobody(string name, string password, string role, string sentence)
    {
        var admin = $"a{Guid.NewGuid():N}";
        await app.AddUserAsync(admin, Role.Admin);
        using var client = await app.SignInAsync(admin);
        if (!await app.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.UserName == "ada of the page")))
        {
            await app.AddUserAsync("ada of the page");
        }

        using var form = new FormUrlEncodedContent([
            new("name", name),
            new("password", password),
            new("role", role),
            new("__RequestVerificationToken", App.CsrfToken(await client.GetStringAsync("/Admin"))),
        ]);
        using var answer = await client.PostAsync("/Admin?handler=Add", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await app.WithDbAsync(db => db.Set<User>().AnyAsync(u => u.UserName == PersonName.Of(name))));
    }
}
