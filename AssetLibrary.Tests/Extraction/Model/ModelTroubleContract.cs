using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.LanguageModels;

namespace AssetLibrary.Tests.Extraction.Model;

/// <summary>What becomes of a run whose model refuses, forgets, breaks off or is not there.</summary>
public abstract class ModelTroubleContract(App app, ModelServer server) : ModelRuns(app, server)
{
    [Fact]
    public async Task An_answer_in_fences_is_read()
    {
        Server.Answer = r => ModelReply.Says($"Here you are:\n```json\n{Reads.Answer(r)}\n```");
        var (client, project, job) = await ReadAsync(Script);
        Assert.Contains(await CandidatesAsync(client, project), c => c.GetProperty("name").GetString() == "Tom");
        Assert.Contains(job.GetProperty("result").GetProperty("tiers").EnumerateObject(), t => t.Name != "asIs" && t.Value.GetInt32() == 1);
    }

    [Fact]
    public async Task What_a_cut_answer_lacks_is_asked_for_in_smaller_batches()
    {
        Server.Answer = r => Reader.Scenes(r).Count > 1 ? ModelReply.Says(Reads.Answer(r)[..^60], "length") : Reads.Read(r);
        var (client, project, _) = await ReadAsync(Script);
        Assert.Equal(["Harbour", "Kitchen", "Mara", "Oil lamp", "Rope", "Tom"], Names(await CandidatesAsync(client, project)));
        Assert.Contains(Server.Requests, r => Reader.Ids(r) == "3");
    }

    [Fact]
    public async Task A_refused_scene_is_asked_alone_once_and_the_run_goes_on()
    {
        Server.Answer = r =>
            r.User.Contains("coils a rope", StringComparison.Ordinal)
                ? ModelReply.Says(null, refusal: "I can't help with that.")
                : Reads.Read(r);
        var (client, project, job) = await ReadAsync(Script);
        Assert.Equal(["Kitchen", "Mara", "Oil lamp"], Names(await CandidatesAsync(client, project)));
        Assert.Equal(["1 2 3", "1", "2", "3"], Server.Requests.Select(Reader.Ids));
        var run = await RunAsync(job);
        Assert.Contains("refused scene 2", run.Notices, StringComparison.Ordinal);
        Assert.Contains("Tom", run.Notices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_is_asked_for_once_more()
    {
        Server.Next.Enqueue(_ => ModelReply.Says(""));
        var (client, project, _) = await ReadAsync(Script);
        Assert.Contains("Tom", Names(await CandidatesAsync(client, project)));
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_question_too_long_for_the_model_is_halved()
    {
        Server.Answer = r =>
            Reader.Scenes(r).Count > 1
                ? ModelReply.Fails(400, "This model's maximum context length is 512 tokens.", "context_length_exceeded")
                : Reads.Read(r);
        var (client, project, _) = await ReadAsync(Script);
        Assert.Equal(["Harbour", "Kitchen", "Mara", "Oil lamp", "Rope", "Tom"], Names(await CandidatesAsync(client, project)));
    }

    [Fact]
    public async Task A_long_scene_is_asked_about_in_parts_and_every_part_is_found()
    {
        Options.BatchTokens = 300;
        var long_ =
            $"INT. KITCHEN {Mark} - NIGHT\n\n"
            + string.Concat(
                Enumerable.Range(1, 80).Select(i => $"Mara counts {i} and goes on counting, for nobody sleeps in this house.\n\n")
            )
            + "At last she finds a rope.\n";
        var (client, project, _) = await ReadAsync(long_);
        Assert.Contains("Rope", Names(await CandidatesAsync(client, project)));
        Assert.All(Server.Requests, r => Assert.InRange(TokenEstimate.Of(r.User), 1, 600));
        Assert.True(Server.Requests.Count > 3);
    }

    [Fact]
    public async Task The_built_in_extractor_reads_instead_only_where_that_was_chosen()
    {
        Server.Answer = _ => ModelReply.Fails(401, "No.", "invalid_api_key");
        var (client, project, job) = await ReadAsync(Script, fallback: true);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Contains("Tom", Names(await CandidatesAsync(client, project)));
        var run = await RunAsync(job);
        Assert.True(run.FellBack);
        Assert.Contains("built-in", run.Notices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_answered_before_a_run_failed_is_not_asked_again()
    {
        Options.BatchTokens = 256;
        Server.Answer = r =>
            r.User.Contains("Mara looks down", StringComparison.Ordinal) ? ModelReply.Fails(401, "No.", "invalid_api_key") : Reads.Read(r);
        var filler = string.Concat(
            Enumerable.Range(1, 12).Select(i => $"The clock of the house strikes {i} and nobody listens to it.\n\n")
        );
        var (client, project, job) = await ReadAsync(Script.Replace("TOM coils", filler + "TOM coils", StringComparison.Ordinal));
        Assert.Equal("failed", job.GetProperty("state").GetString());
        var before = Server.Requests.Count;
        Server.Answer = Reads.Read;
        await ExtractAsync(client, project);
        Assert.Equal(["3"], Server.Requests.Skip(before).Select(Reader.Ids));
    }

    [Fact]
    public async Task A_long_wait_that_the_server_asks_for_goes_back_to_the_queue_with_its_time()
    {
        Server.Answer = _ => ModelReply.Fails(429, "Come back in an hour.", "rate_limit_exceeded", retryAfter: "3600");
        var (client, project) = await ImportedAsync(Script);
        var job = await RequestAsync(client, project);
        var state = await Patience.SeeAsync(
            () => client.GetFromJsonAsync<JsonElement>(job),
            seen => seen.GetProperty("state").GetString() is not ("queued" or "running")
        );

        Assert.Equal(("waiting", "rateLimit"), (state.GetProperty("state").GetString(), state.GetProperty("errorClass").GetString()));
        Assert.NotEqual(JsonValueKind.Null, state.GetProperty("notBefore").ValueKind);
        Assert.Single(Server.Requests);
        using var cancelled = await client.PostAsync($"{job}/cancel", null);
        Assert.True(cancelled.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_scene_that_had_to_be_halved_is_not_asked_about_again()
    {
        var lines = string.Concat(Enumerable.Range(1, 8).Select(i => $"Tom ties knot {i} of the rope.\n\n"));
        Server.Answer = r =>
            Reader.Scenes(r).Sum(s => s.Lines.Count) > 4
                ? ModelReply.Fails(400, "the request exceeds the available context size", type: "exceed_context_size_error")
                : Reads.Read(r);
        var (client, project, job) = await ReadAsync($"EXT. PIER {Mark} - DAY\n\n{lines}");
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        var before = Server.Requests.Count;
        var again = await RunAsync(await ExtractAsync(client, project));
        Assert.Equal((before, 1, 0), (Server.Requests.Count, again.CachedScenes, again.Calls));
    }

    [Fact]
    public async Task A_run_that_asked_nothing_readable_says_so()
    {
        Server.Answer = _ => ModelReply.Says("I would rather talk about the weather.");
        var (_, _, job) = await ReadAsync(Script);
        Assert.Equal(("failed", "broken"), (job.GetProperty("state").GetString(), job.GetProperty("errorClass").GetString()));
    }

    [Fact]
    public async Task A_wish_for_an_extractor_that_is_not_there_or_not_configured_is_refused()
    {
        var (client, project, _) = await ReadAsync(Script);
        using var unknown = await client.PostAsJsonAsync($"/api/v1/projects/{project}/extractions", new { extractor = "oracle" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Options.Model = "";
        using var none = await client.PostAsJsonAsync(
            $"/api/v1/projects/{project}/extractions",
            new { extractor = "language-model", fallback = true }
        );
        Options.Model = "reader-1";
        Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        Assert.Contains("LanguageModel:Endpoint", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}

public sealed class SqliteModelTroubleTests(ModelApp app) : ModelTroubleContract(app, app.Model), IClassFixture<ModelApp>;

public sealed class PostgresModelTroubleTests(PostgresModelApp app) : ModelTroubleContract(app, app.Model), IClassFixture<PostgresModelApp>;
