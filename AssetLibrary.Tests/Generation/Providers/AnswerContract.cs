using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>What every provider owes to an answer, whatever its shape: it is read, or it is kept.</summary>
public sealed class AnswerContract : IClassFixture<ProviderApp>
{
    private readonly ProviderApp app;

    public AnswerContract(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in AnswerFiles.All)
            {
                foreach (var provider in file.IsOfClip ? ClipTests.Names : ProviderContract.Names)
                {
                    if (file.Only.Count == 0 || file.Only.Contains(provider.Data))
                    {
                        data.Add(provider.Data, file.Name);
                    }
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task An_answer_of_any_shape_is_read_or_kept_and_paid_once(string name, string file)
    {
        var answer = AnswerFiles.Of(file);
        var server = app.ServerOf(name);
        var provider = app.Provider(name);
        if (answer.IsMade)
        {
            (server.Picture, server.Clip) = (answer.Made, answer.Made);
        }

        try
        {
            var step = await MakeAsync(provider, answer);
            Assert.True(answer.IsMade, $"It should have been: {answer.Outcome}.");
            Assert.Equal(answer.Made, await BytesAsync(step.Step));
            if (step.Answer is { } kept)
            {
                var again = await CollectedAsync(provider, await provider.ReadAsync(kept, CancellationToken.None));
                Assert.Equal(answer.Made, await BytesAsync(again));
            }
        }
        catch (UnreadAnswerException e)
        {
            Assert.Contains(answer.Outcome, new[] { "nothing", "cut short", "page", "unreadable" });
            Assert.True(IsPaid(name), "What is free is ordered again.");
            Assert.Equal((ErrorClass.EmptyResult, FailureStage.Download), (e.Failure.Class, e.Failure.Stage));
            var words = answer.Outcome switch
            {
                "nothing" => "without",
                "cut short" => "returned an incomplete",
                "page" => "web page",
                _ when answer.Reply(server.Endpoint).Body.Length == 0 => "returned an empty response",
                _ => "returned something that can’t be read",
            };
            Assert.Contains(words, e.Message, StringComparison.Ordinal);
            var repeated = file == "gateway-echo-only.json" ? Convert.ToBase64String(Given.HarbourPng()).Length : 0;
            Assert.Equal(answer.Reply(server.Endpoint).Body.Length - repeated, e.Answer.Body.Length);
            Assert.Null(await provider.ReadAsync(e.Answer, CancellationToken.None));
        }
        catch (JobFailedException e)
        {
            Assert.False(answer.IsMade, e.Message);
            var right = answer.Outcome switch
            {
                "nothing" or "cut short" => ErrorClass.EmptyResult,
                "page" or "unreadable" => ErrorClass.Temporary,
                var kind => Enum.Parse<ErrorClass>(kind),
            };
            Assert.Equal(right, e.Failure.Class);
        }

        Assert.Equal(1, server.Orders);
        Assert.DoesNotContain(app.Log, l =>
            l.Contains("iVBORw0KGgo", StringComparison.Ordinal) || l.Contains("/9j/", StringComparison.Ordinal)
        );
    }

    private bool IsPaid(string name) => app.Provider(name).Info.DefaultModel.UsdPerPicture != 0;

    /// <summary>What looks like an answer to a look is one; everything else answers the order.</summary>
    private async Task<(ProviderStep Step, ProviderAnswer? Answer)> MakeAsync(IImageProvider provider, AnswerFile answer)
    {
        var (name, server) = (provider.Info.Name, app.ServerOf(provider.Info.Name));
        var asked = answer.Name.StartsWith(name, StringComparison.Ordinal) && name is "replicate" or "comfyui";
        if (!asked)
        {
            server.Answers(Call.Order, answer.Reply(server.Endpoint));
        }

        var references = answer.Name.Contains("echo", StringComparison.Ordinal) ? 1 : 0;
        var wanted = answer.IsOfClip ? app.ClipOrder(name) : app.Order(name, references: references);
        var step = await provider.SubmitAsync(wanted, CancellationToken.None);
        if (step is ProviderStep.Pending order && asked)
        {
            server.Answers(Call.Look, answer.Reply(server.Endpoint, order.ProviderJobId));
        }

        return (await CollectedAsync(provider, step), step.Answer);
    }

    private static async Task<ProviderStep> CollectedAsync(IImageProvider provider, ProviderStep? step)
    {
        for (var looks = 0; step is ProviderStep.Pending pending; looks++)
        {
            Assert.True(looks < 5, "It never ends.");
            step = await provider.CollectAsync(pending.ProviderJobId, CancellationToken.None);
        }

        return Assert.IsType<ProviderStep.Finished>(step);
    }

    private static async Task<byte[]> BytesAsync(ProviderStep step)
    {
        var file = ((ProviderStep.Finished)step).File;
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }
}
