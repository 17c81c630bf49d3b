namespace AssetLibrary.Web.Assets.Syncing;

internal static class SyncBadge
{
    public static string Label(SyncState state) =>
        state switch
        {
            SyncState.InStep => "in step with the library",
            SyncState.LibraryAhead => "library ahead",
            SyncState.EditedHere => "edited here",
            SyncState.Both => "both changed",
            SyncState.SourceGone => "source gone",
            _ => "not in the library",
        };

    public static string Tone(SyncState state) =>
        state switch
        {
            SyncState.InStep => "good",
            SyncState.Unlinked or SyncState.EditedHere => "",
            SyncState.LibraryAhead => "accent",
            _ => "bad",
        };
}
