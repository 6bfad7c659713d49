package vn.citizen.platform.photo

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import java.io.File
import java.io.FileNotFoundException

/**
 * Lets the phone's camera write a new photo into the app's own folder. Nobody may but whom a photo's address was handed to, for that photo and
 * as long as they show what they were asked for; nothing can be listed.
 */
class PhotoProvider : ContentProvider() {
    override fun onCreate() = true

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val context = context ?: throw FileNotFoundException()
        val file = uri.pathSegments.singleOrNull()?.let(shelf(context)::named) ?: throw FileNotFoundException()
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.parseMode(mode))
    }

    override fun getType(uri: Uri) = "image/jpeg"

    override fun query(uri: Uri, projection: Array<out String>?, selection: String?, arguments: Array<out String>?, order: String?): Cursor? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, arguments: Array<out String>?) = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, arguments: Array<out String>?) = 0

    companion object {
        /** In the folder that the system empties when it is short of room. */
        fun shelf(context: Context) = PhotoShelf(File(context.cacheDir, "photos"))

        internal fun address(context: Context, file: File): Uri = Uri.Builder().scheme("content").authority("${context.packageName}.photos").appendPath(file.name).build()
    }
}
