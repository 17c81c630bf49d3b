using System.Text;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>Waits so short a time that every answer is late that does not come at once.</summary>
public sealed class ImpatientProviderApp : ProviderApp
{
    protected override int WaitsSeconds => 2;
}

/// <summary>Answers that do not come, or not to their end, while somebody waits.</summary>
public sealed class ProviderTimeoutTests : IClassFixture<ImpatientProviderApp>
{
    private readonly ImpatientProviderApp app;

    public ProviderTimeoutTests(ImpatientProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    public static TheoryData<string> Paid => ProviderContract.Paid;

    public static TheoryData<string> Clips => ClipTests.Names;

    [Theory, MemberData(nameof(Paid))]
    public async Task An_answer_that_never_comes_may_have_been_charged(string name)
    {
        app.ServerOf(name).Answers(Call.Order, Reply.Never);
        Assert.Equal(ErrorClass.MaybeCharged, (await app.FailAsync(name)).Class);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }

    [Theory, MemberData(nameof(Paid))]
    public async Task An_answer_that_drips_or_ends_in_its_middle_may_have_been_charged(string name)
    {
        var body = Encoding.UTF8.GetBytes("{\"data\":[" + new string(' ', 4000));
        foreach (var manner in new[] { Manner.Dripping, Manner.CutOff })
        {
            app.ServerOf(name).Answers(Call.Order, new Reply(200, "application/json", body, manner));
            Assert.Equal(ErrorClass.MaybeCharged, (await app.FailAsync(name)).Class);
        }
    }

    [Theory, MemberData(nameof(Clips))]
    public async Task A_clip_whose_answer_never_comes_may_have_been_charged(string name)
    {
        app.ServerOf(name).Answers(Call.Order, Reply.Never);
        Assert.Equal(ErrorClass.MaybeCharged, (await app.FailAsync(name, app.ClipOrder(name))).Class);
        Assert.Equal(1, app.ServerOf(name).Orders);
    }
}
