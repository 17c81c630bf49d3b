using AssetLibrary.Web.Gallery.Uploads;
using AssetLibrary.Web.Media;

namespace AssetLibrary.Web.Gallery;

/// <summary>Section <c>Gallery</c>.</summary>
public sealed class GalleryOptions
{
    /// <summary>After so many days what is in the trash is removed for good. 30 by default; 0 keeps it for ever.</summary>
    public int TrashDays { get; set; } = 30;

    /// <exception cref="InvalidOperationException">A setting cannot be right; the message says so to a person.</exception>
    internal GalleryOptions Checked() =>
        TrashDays is >= 0 and <= 36_500
            ? this
            : throw new InvalidOperationException("Gallery:TrashDays must be between 0 (keep forever) and 36,500.");
}

internal static class GallerySetup
{
    public static void AddGallery(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton((builder.Configuration.GetSection("Gallery").Get<GalleryOptions>() ?? new()).Checked());
        builder.Services.AddScoped<MediaRemoval>();
        builder.Services.AddScoped<IRemoteIntake, Ingest>();
        builder.Services.AddSingleton<UploadPermits>();
        builder.Services.AddSingleton<ReadAddresses>();
        builder.Services.AddScoped<BucketUploads>();
        builder.Services.AddSingleton<ResumableUploads>();
        builder.Services.AddHostedService<GalleryUpkeep>();
    }
}
