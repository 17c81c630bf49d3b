using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Extraction;

/// <summary>
/// Finds characters, locations and props in a script. It promises:
/// every asset has at least one quote, and each quote stands on the line it names;
/// nothing of the script's text is obeyed, whatever it says;
/// the same script read again costs at most what could not be kept from the first time;
/// progress is told in scenes and ends with all of them;
/// it ends soon after it is cancelled, with <see cref="OperationCanceledException"/>, and keeps nothing half done;
/// what a person can put right is thrown as <see cref="Queue.JobFailedException"/> with its class and a sentence.
/// It stores no candidates: its caller does, all at once.
/// </summary>
public interface IExtractor
{
    /// <summary>As the API and the run's row call it.</summary>
    string Name { get; }

    /// <summary>Why it cannot work here, in a sentence; null when it can.</summary>
    string? Missing { get; }

    /// <summary>What is noted about the run before it begins: the model, the prompt's version.</summary>
    void Prepare(ExtractionRun run);

    /// <summary>Whether a run may cost something: then the estimate is asked for before.</summary>
    bool CostsMoney => false;

    /// <summary>What reading this script would cost, in millionths of a US dollar.</summary>
    Task<long> CostAsync(Screenplay screenplay, CancellationToken cancel) => Task.FromResult(0L);

    Task<IReadOnlyList<FoundAsset>> ExtractAsync(
        ExtractionRun run,
        Screenplay screenplay,
        ExtractionReport report,
        CancellationToken cancel
    );
}
