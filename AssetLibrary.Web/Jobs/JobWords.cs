using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Jobs;

internal static class JobWords
{
    public static string State(JobState state) =>
        state switch
        {
            JobState.Queued => "in line",
            JobState.Waiting => "waiting for another try",
            JobState.Running => "running",
            JobState.Paused => "paused",
            JobState.Parked => "waiting for approval",
            JobState.ChargeUnknown => "unsure: may have been charged",
            JobState.Succeeded => "done",
            JobState.Failed => "failed",
            _ => "cancelled",
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
