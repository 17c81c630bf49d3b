namespace AssetLibrary.Tests.Processes;

[Trait("Kind", "Process")]
public sealed class PeopleCommandTests(Studios studios)
{
    [Fact]
    public async Task A_shell_lists_people_changes_their_role_and_password_and_lets_them_in_and_out()
    {
        using var studio = await studios.NewAsync();
        Task<Ended> User(string? input, params string[] args) => RealProgram.RunAsync(input, ["user", .. args, .. studio.Settings]);

        await DoneAsync(User("tabletop ferns argue", "add", "bo", "--role", "viewer", "--password-stdin"));
        await DoneAsync(User(null, "role", "Bo", "editor"));
        await DoneAsync(User(null, "unlock", "bo"));
        await DoneAsync(User("seven quiet umbrellas", "password", "bo", "--password-stdin"));
        Assert.Equal(20, (await DoneAsync(User(null, "password", "bo"))).Output.Trim().Length);
        await DoneAsync(User(null, "deactivate", "bo"));
        Assert.Equal(
            [$"{Studio.Admin}\tadmin", "bo\teditor\tdeactivated"],
            (await DoneAsync(User(null, "list"))).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
        await DoneAsync(User(null, "activate", "bo"));
        Assert.DoesNotContain("deactivated", (await DoneAsync(User(null, "list"))).Output, StringComparison.Ordinal);

        await RefusedAsync(User(null, "role", "bo", "owner"), "Choose a role");
        await RefusedAsync(User(null, "unlock", "nobody"), "called nobody");
        await RefusedAsync(User(null, "deactivate", Studio.Admin), "at least one admin");
        await RefusedAsync(User("1234567890", "password", "bo", "--password-stdin"), "too easy to guess");
    }

    private static async Task<Ended> DoneAsync(Task<Ended> command)
    {
        var ended = await command;
        Assert.True(ended.ExitCode == 0, ended.Error);
        return ended;
    }

    private static async Task RefusedAsync(Task<Ended> command, string sentence)
    {
        var ended = await command;
        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(sentence, ended.Error, StringComparison.Ordinal);
    }
}
