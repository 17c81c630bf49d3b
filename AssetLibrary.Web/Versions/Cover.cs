namespace AssetLibrary.Web.Versions;

/// <summary>A picture in a frame, or, where there is none yet, the thing's initials on its type's ground.</summary>
public sealed record Cover(Picture? Picture, string Name, string Type, int Size = 320, bool Busy = false);
