using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Jobs;

internal static class JobWords
{
    public static string State(JobState state) =>
        state switch
        {
            JobState.Queued => "Queued",
            JobState.Waiting => "Waiting to retry",
            JobState.Running => "Running",
            JobState.Paused => "Paused",
            JobState.Parked => "Needs approval",
            JobState.ChargeUnknown => "Unknown – may have been charged",
            JobState.Succeeded => "Done",
            JobState.Failed => "Failed",
            _ => "Cancelled",
        };

    public static string Tone(JobState state) =>
        state switch
        {
            JobState.Succeeded => "good",
            JobState.Failed or JobState.ChargeUnknown => "bad",
            JobState.Parked or JobState.Running => "accent",
            _ => "",
        };
}
