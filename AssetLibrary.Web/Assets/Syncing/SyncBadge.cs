namespace AssetLibrary.Web.Assets.Syncing;

internal static class SyncBadge
{
    public static string Label(SyncState state) =>
        state switch
        {
            SyncState.InStep => "Up to date",
            SyncState.LibraryAhead => "Library update available",
            SyncState.EditedHere => "Edited here",
            SyncState.Both => "Edited here and in the library",
            SyncState.SourceGone => "Removed from library",
            _ => "Not in the library",
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
